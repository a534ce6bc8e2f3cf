/** A small line without axes. */
import { html } from "../preact.js";

/** @param {{values: (number | null)[]}} props */
export function Spark({ values }) {
  const known = /** @type {number[]} */ (values.filter((value) => value !== null));
  const least = Math.min(...known);
  const size = Math.max(...known) - least || 1;
  let pen = "M";
  let path = "";
  values.forEach((value, i) => {
    if (value === null) {
      pen = "M";
      return;
    }
    path += `${pen}${((200 * i) / Math.max(1, values.length - 1)).toFixed(1)} ${(41 - (38 * (value - least)) / size).toFixed(1)}`;
    pen = "L";
  });
  return html`<svg class="spark" viewBox="0 0 200 44" preserveAspectRatio="none" aria-hidden="true"><path d=${path} /></svg>`;
}
