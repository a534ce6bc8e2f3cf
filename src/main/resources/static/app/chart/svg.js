/** A plot as an SVG file with a title and a legend, in the colours of the page. */
import { color } from "./theme.js";

const TITLE = 34;
const ROW = 22;
const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif";

/**
 * @param {any} plot of uPlot
 * @param {Pick<import("./chart.js").Chart, "lines" | "bands" | "marks">} chart
 * @param {string} title
 * @returns {Blob}
 */
export function svgPicture(plot, { lines, bands = [], marks = [] }, title) {
  const ratio = devicePixelRatio;
  const box = { left: plot.bbox.left / ratio, top: plot.bbox.top / ratio, width: plot.bbox.width / ratio, height: plot.bbox.height / ratio };
  const paint = (/** @type {string} */ token) => color(plot.root, token);
  const x = (/** @type {number} */ value) => round(box.left + plot.valToPos(value, "x"));
  const y = (/** @type {number} */ value) => round(box.top + plot.valToPos(value, "y"));
  const steps = plot.data[0];
  const parts = [
    ...axis(plot.axes[0], (split) => `M${x(split)} ${round(box.top)}V${round(box.top + box.height)}`, (split, row) => ({ x: x(split), y: box.top + box.height + 18 + 15 * row, anchor: "middle" }), paint),
    ...axis(plot.axes[1], (split) => `M${round(box.left)} ${y(split)}H${round(box.left + box.width)}`, (split) => ({ x: box.left - 8, y: y(split) + 4, anchor: "end" }), paint),
    `<g clip-path="url(#inside)">`,
    ...bands.map((band) => `<path d="${area(steps, band, x, y)}" ${fill(paint(band.color))}/>`),
    ...lines.map((line) => `<path d="${path(steps, line.values, x, y)}" fill="none" stroke="${paint(line.color)}" stroke-width="${line.width || 1.6}" stroke-linejoin="round"${line.kind === "dashed" ? ' stroke-dasharray="5 4"' : ""}/>`),
    ...marks.map((mark) => `<path d="M${x(mark.x)} ${round(box.top)}v${round(box.height)}" stroke="${paint("--muted")}" stroke-dasharray="2 3"/>`),
    "</g>",
    ...marks.map((mark) => text(x(mark.x) - 5, box.top + 11, mark.label, paint("--muted"), "end", 11)),
  ];
  const legend = [...lines.filter((line) => !line.unlisted).map((line) => ({ label: line.label, color: line.color, dashed: line.kind === "dashed", band: false })),
    ...bands.map((band) => ({ label: band.label, color: band.color, dashed: false, band: true }))];
  const { marks: keys, height: rows } = keysOf(legend, plot.width, paint);
  const height = TITLE + plot.height + rows;
  return new Blob([
    `<svg xmlns="http://www.w3.org/2000/svg" width="${plot.width}" height="${height}" viewBox="0 0 ${plot.width} ${height}" font-family="${FONT}">`,
    `<rect width="100%" height="100%" fill="${paint("--card")}"/>`,
    text(16, 23, title, paint("--text"), "start", 14, true),
    `<clipPath id="inside"><rect x="${round(box.left)}" y="${round(box.top)}" width="${round(box.width)}" height="${round(box.height)}"/></clipPath>`,
    `<g transform="translate(0 ${TITLE})">`, ...parts, `<g transform="translate(0 ${plot.height})">`, ...keys, "</g></g></svg>",
  ], { type: "image/svg+xml" });
}

/** @param {number} value */
const round = (value) => Math.round(100 * value) / 100;

/** A colour with its opacity, which SVG files have apart. @param {string} css */
function fill(css) {
  const parts = css.match(/[\d.]+/g) || [];
  return parts.length < 4 ? `fill="${css}"` : `fill="rgb(${parts.slice(0, 3).join(" ")})" fill-opacity="${parts[3]}"`;
}

/**
 * Grid lines and labels.
 * @param {any} axis of uPlot
 * @param {(split: number) => string} line
 * @param {(split: number, row: number) => {x: number, y: number, anchor: string}} label
 * @param {(token: string) => string} paint
 */
function axis(axis, line, label, paint) {
  const splits = /** @type {number[]} */ (axis._splits || []);
  return splits.flatMap((split, i) => [
    `<path d="${line(split)}" stroke="${paint("--grid")}"/>`,
    ...String(axis._values[i] ?? "").split("\n").map((part, row) => {
      const { x, y, anchor } = label(split, row);
      return text(x, y, part, paint("--muted"), anchor);
    }),
  ]);
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string} content
 * @param {string} colour
 * @param {string} anchor
 */
function text(x, y, content, colour, anchor, size = 12, bold = false) {
  const escaped = content.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<text x="${round(x)}" y="${round(y)}" fill="${colour}" font-size="${size}" text-anchor="${anchor}"${bold ? ' font-weight="600"' : ""}>${escaped}</text>`;
}

/**
 * @param {number[]} steps
 * @param {(number | null)[]} values
 * @param {(value: number) => number} x
 * @param {(value: number) => number} y
 */
function path(steps, values, x, y) {
  let pen = "M";
  let all = "";
  values.forEach((value, i) => {
    if (value === null || value === undefined) {
      pen = "M";
      return;
    }
    all += `${pen}${x(steps[i])} ${y(value)}`;
    pen = "L";
  });
  return all;
}

/**
 * @param {number[]} steps
 * @param {import("./chart.js").Band} band
 * @param {(value: number) => number} x
 * @param {(value: number) => number} y
 */
function area(steps, band, x, y) {
  const known = steps.map((_, i) => i).filter((i) => band.lower[i] !== null && band.upper[i] !== null);
  const upper = known.map((i) => `${x(steps[i])} ${y(Number(band.upper[i]))}`);
  const lower = known.reverse().map((i) => `${x(steps[i])} ${y(Number(band.lower[i]))}`);
  return upper.length ? `M${[...upper, ...lower].join("L")}Z` : "";
}

/**
 * The legend in rows.
 * @param {{label: string, color: string, dashed: boolean, band: boolean}[]} entries
 * @param {number} width
 * @param {(token: string) => string} paint
 */
function keysOf(entries, width, paint) {
  let x = 16;
  let row = 0;
  const marks = entries.map((entry) => {
    const wide = 30 + 6.6 * entry.label.length;
    if (x > 16 && x + wide > width) {
      x = 16;
      row++;
    }
    const y = 14 + ROW * row;
    const key = entry.band
      ? `<rect x="${x}" y="${y - 5}" width="16" height="10" ${fill(paint(entry.color))}/>`
      : `<path d="M${x} ${y}h16" stroke="${paint(entry.color)}" stroke-width="2"${entry.dashed ? ' stroke-dasharray="4 3"' : ""}/>`;
    const mark = key + text(x + 22, y + 4, entry.label, paint("--text"), "start");
    x += wide + 14;
    return mark;
  });
  return { marks, height: ROW * (row + 1) + 8 };
}
