/** Pictures of one row on the shared time axis, with the cursor over them. */
import { html } from "../preact.js";
import { number } from "../format.js";
import { t } from "../i18n/index.js";
import { Heat, Legend, Values } from "./heat.js";

/**
 * @typedef {import("./space.js").Space} Space
 * @typedef {{step: number, unit: number}} Cursor `step` is counted from the first step of the forecast
 */

/**
 * A row with its title. The mouse moves the cursor over all rows.
 * @param {{title: unknown, space: Space, cursor: Cursor, height: number, onPoint: (step: number, share: number) => void, value?: number | null, action?: unknown, children?: unknown, below?: unknown}} props
 */
export function Row({ title, space, cursor, height, onPoint, value = null, action = null, children = null, below = null }) {
  const point = (/** @type {PointerEvent} */ event) => {
    const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    onPoint(space.step(event.clientX - box.left), Math.max(0, Math.min(0.9999, (event.clientY - box.top) / height)));
  };
  const x = space.x(cursor.step);
  return html`<div class="track">
    <div class="spread"><p class="title">${title} ${value !== null && html`<output>${number(value)}</output>`}</p>${action}</div>
    <div class="stage" style=${{ height: `${height}px` }} onPointerMove=${point} onPointerDown=${point}>
      ${children}
      <span class="cursor" style=${{ left: `${x}px`, width: `${Math.max(1, space.x(cursor.step + 1) - x)}px` }}></span>
      ${space.first < 0 && html`<span class="origin" style=${{ left: `${space.x(0)}px` }}></span>`}
    </div>
    ${below}
  </div>`;
}

/**
 * A matrix of a layer, `[steps][units]`, with its value at the cursor.
 * @param {{title: string, label: string, layer: any, values: number[][], scale: import("./scale.js").Scale, space: Space, cursor: Cursor, onCursor: (cursor: Cursor) => void, time: (step: number) => string}} props
 */
export function HeatRow({ title, label, layer, values, scale, space, cursor, onCursor, time }) {
  const units = values[0]?.length || 0;
  const height = Math.max(48, Math.min(160, 6 * units));
  const from = space.x(layer.first);
  const to = space.x(layer.first + layer.span * values.length);
  const unit = Math.min(cursor.unit, units - 1);
  const at = values[Math.floor((cursor.step - layer.first) / layer.span)];
  return html`<${Row} title=${title} space=${space} cursor=${cursor} height=${height} value=${at ? at[unit] : null} action=${html`<${Legend} scale=${scale} />`}
    onPoint=${(step, share) => onCursor({ step, unit: Math.floor(share * units) })}
    below=${html`<${Values} values=${values} label=${label} head=${t("chart.time")} rowTitle=${(row) => time(layer.first + row * layer.span)} columnTitle=${(column) => t("glass.unit.n", { n: layer.unitNumbers[column] })} />`}>
    <span class="axis" style=${{ top: 0, left: `${from - space.left}px` }}>${layer.unitNumbers[0]}</span>
    ${units > 1 && html`<span class="axis" style=${{ bottom: 0, left: `${from - space.left}px` }}>${layer.unitNumbers[units - 1]}</span>`}
    <${Heat} values=${values} scale=${scale} left=${from} width=${to - from} height=${height} label=${label} />
    <span class="unit" style=${{ top: `${(unit * height) / units}px`, height: `${height / units}px`, left: `${from}px`, width: `${to - from}px` }}></span>
  <//>`;
}

/**
 * Lines over the steps. `points` are `[step, value]`; a missing value breaks the line.
 * @param {{title: string, label: string, lines: {name: string, color: string, points: [number, number | null][], dotted?: boolean}[], space: Space, cursor: Cursor, onCursor: (cursor: Cursor) => void, time: (step: number) => string, height?: number, log?: boolean}} props
 */
export function LineRow({ title, label, lines, space, cursor, onCursor, time, height = 110, log = false }) {
  const known = lines.flatMap((line) => line.points.flatMap(([, value]) => (value !== null && Number.isFinite(value) && (!log || value > 0) ? [value] : [])));
  const axis = vertical(known, height, log);
  const middle = (/** @type {number} */ step) => (space.x(step) + space.x(step + 1)) / 2;
  const steps = [...new Set(lines.flatMap((line) => line.points.map(([step]) => step)))].sort((a, b) => a - b);
  const byStep = lines.map((line) => new Map(line.points));
  return html`<${Row} title=${title} space=${space} cursor=${cursor} height=${height} onPoint=${(step) => onCursor({ ...cursor, step })}
    action=${lines.length > 1 && html`<ul class="legend" aria-hidden="true">${lines.map((line) => html`<li><span class=${`key ${line.dotted ? "dashed" : ""}`} style=${{ color: `var(${line.color})` }}></span>${line.name}</li>`)}</ul>`}
    below=${html`<${Values} label=${label} head=${t("chart.time")} values=${steps.map((step) => byStep.map((map) => map.get(step) ?? NaN))}
      rowTitle=${(row) => time(steps[row])} columnTitle=${(column) => lines[column].name} />`}>
    ${axis.ticks.map((tick) => html`<span class="axis" style=${{ top: `${Math.max(0, Math.min(height - 16, axis.y(tick) - 8))}px` }}>${number(tick)}</span>`)}
    <svg class="lines" width=${space.width} height=${height} role="img" aria-label=${label}>
      ${axis.ticks.map((tick) => html`<line class="grid" x1=${space.left} x2=${space.width} y1=${axis.y(tick)} y2=${axis.y(tick)} />`)}
      ${lines.map((line) => html`<path d=${path(line.points, middle, axis.y, log)} class=${line.dotted ? "dotted" : ""} style=${{ stroke: `var(${line.color})` }} />`)}
      ${lines.map((line) => dots(line, middle, axis.y, log))}
    </svg>
  <//>`;
}

/** Points without a neighbour, which a line does not show. @param {any} line @param {(step: number) => number} x @param {(value: number) => number} y @param {boolean} log */
function dots({ points, color }, x, y, log) {
  const shown = (/** @type {[number, number | null] | undefined} */ point) => point !== undefined && point[1] !== null && Number.isFinite(point[1]) && (!log || point[1] > 0);
  return points
    .filter((point, i) => shown(point) && !shown(points[i - 1]) && !shown(points[i + 1]))
    .map(([step, value]) => html`<circle cx=${x(step)} cy=${y(value)} r="4" style=${{ fill: `var(${color})` }} />`);
}

/** @param {[number, number | null][]} points @param {(step: number) => number} x @param {(value: number) => number} y @param {boolean} log */
function path(points, x, y, log) {
  let pen = "M";
  let text = "";
  for (const [step, value] of points) {
    if (value === null || !Number.isFinite(value) || (log && value <= 0)) {
      pen = "M";
      continue;
    }
    text += `${pen}${x(step).toFixed(1)} ${y(value).toFixed(1)}`;
    pen = "L";
  }
  return text;
}

/** A vertical axis of some values with few labels. @param {number[]} values @param {number} height @param {boolean} log */
function vertical(values, height, log) {
  const least = values.length ? Math.min(...values) : 0;
  const greatest = values.length ? Math.max(...values) : 1;
  const inside = (/** @type {number} */ share) => height - 6 - share * (height - 12);
  if (log) {
    const low = Math.floor(Math.log10(least || 1e-3));
    const high = Math.max(low + 1, Math.ceil(Math.log10(greatest || 1)));
    const every = Math.ceil((high - low) / 4);
    const ticks = Array.from({ length: Math.floor((high - low) / every) + 1 }, (_, i) => 10 ** (high - i * every));
    return { y: (/** @type {number} */ value) => inside((Math.log10(value) - low) / (high - low)), ticks };
  }
  const size = greatest - least || Math.abs(greatest) || 1;
  const unit = 10 ** Math.floor(Math.log10(size / 2));
  const distance = [1, 2, 5, 10].map((n) => n * unit).find((one) => size / one <= 4) || size;
  const first = Math.ceil(least / distance) * distance;
  const ticks = Array.from({ length: Math.max(1, Math.floor((greatest - first) / distance + 1e-9) + 1) }, (_, i) => Number((first + i * distance).toPrecision(12)));
  return { y: (/** @type {number} */ value) => inside((value - least) / size), ticks };
}
