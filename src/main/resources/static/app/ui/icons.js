import { html } from "../preact.js";

const PATHS = {
  home: "M4 11l8-7 8 7v8a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1z",
  data: "M4 6c0-1.7 3.6-3 8-3s8 1.3 8 3-3.6 3-8 3-8-1.3-8-3zM4 6v12c0 1.700 3.600 3 8 3s8-1.300 8-3V6M4 12c0 1.700 3.600 3 8 3s8-1.300 8-3",
  train: "M4 20V10M10 20V4M16 20v-7M21 20H3",
  jobs: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.500 2",
  models: "M12 3l8 4.500v9L12 21l-8-4.500v-9zM4 7.500l8 4.500 8-4.500M12 12v9",
  backtests: "M4 19h16M4 15l4-5 4 3 4-7 4 4",
  learn: "M3 6c3-1.500 6-1.500 9 0 3-1.500 6-1.500 9 0v13c-3-1.500-6-1.500-9 0-3-1.500-6-1.500-9 0zM12 6v13",
  api: "M8 6l-5 6 5 6M16 6l5 6-5 6",
  docs: "M6 3h8l5 5v13H6zM14 3v5h5M9 13h7M9 17h7",
  access: "M14 10a4 4 0 1 0-4 4 4 4 0 0 0 3-1.400l2 2h2v2h2v2h3v-3l-6.500-6.500",
  menu: "M4 7h16M4 12h16M4 17h16",
};

/** @param {{name: keyof typeof PATHS}} props */
export const Icon = ({ name }) => html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${PATHS[name]} /></svg>`;
