/** Colour scales of heat maps. Both can be told apart by colour-blind readers: blue against orange, and the steps of cividis. */

/** @typedef {[number, number, number]} Rgb */
/** @typedef {{least: number, greatest: number, colors: Rgb[]}} Scale */

/** Dark blue over grey to yellow, as in cividis (Nuñez, Anderton and Renslow 2018). @type {Rgb[]} */
const CIVIDIS = [[0, 34, 78], [53, 69, 108], [102, 105, 112], [148, 142, 119], [200, 184, 102], [254, 232, 56]];
/** @type {Record<"light" | "dark", Rgb[]>} */
const SIGNED = {
  light: [[5, 74, 145], [107, 166, 214], [244, 245, 247], [240, 164, 92], [156, 66, 4]],
  dark: [[140, 200, 255], [45, 105, 170], [27, 31, 40], [176, 88, 20], [255, 190, 110]],
};

/** For values around zero; the same distance on both sides. @param {number} size largest size of a value @param {"light" | "dark"} theme @returns {Scale} */
export const signed = (size, theme) => ({ least: -(size || 1), greatest: size || 1, colors: SIGNED[theme] });

/** For gates, from closed to open. @returns {Scale} */
export const open = () => ({ least: 0, greatest: 1, colors: CIVIDIS });

/** The same colours over the values of a matrix only. @param {Scale} scale @param {number[][]} values @returns {Scale} */
export function stretched({ least, colors }, values) {
  const size = largest(values);
  if (least < 0) return { least: -size, greatest: size, colors };
  const all = values.flat();
  const low = Math.min(...all);
  return { least: low, greatest: Math.max(...all, low + 1e-6), colors };
}

/** The colour of a value. @param {Scale} scale @param {number} value @returns {Rgb} */
export function colorOf({ least, greatest, colors }, value) {
  const place = Math.max(0, Math.min(1, (value - least) / (greatest - least))) * (colors.length - 1);
  const below = Math.min(colors.length - 2, Math.floor(place));
  const share = place - below;
  return /** @type {Rgb} */ (colors[below].map((part, i) => Math.round(part + share * (colors[below + 1][i] - part))));
}

/** @param {Scale} scale @param {number} value */
export const css = (scale, value) => `rgb(${colorOf(scale, value).join(" ")})`;

/** Largest size of the values of a matrix, rounded up to two digits. @param {number[][]} values */
export function largest(values) {
  let size = 0;
  for (const row of values) for (const value of row) size = Math.max(size, Math.abs(value ?? 0));
  if (size === 0) return 1;
  const unit = 10 ** (Math.floor(Math.log10(size)) - 1);
  return Math.ceil(size / unit) * unit;
}
