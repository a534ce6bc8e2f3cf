/** The network unrolled around the cursor: one cell for each layer and step, filled with the hidden states of its units. */
import { html } from "../preact.js";
import { number } from "../format.js";
import { t } from "../i18n/index.js";
import { css } from "./scale.js";

const MOST_UNITS = 16;
const HIGH = 46;
/** Distance of two layers. */
const GAP = 40;
const LEFT = 24;

/**
 * @param {{layers: any[], cursor: import("./track.js").Cursor, width: number, scale: import("./scale.js").Scale, time: (step: number) => string, reads: (step: number) => number | null, cell: string, forecast: number}} props
 *     `layers` from input to output; `reads` is the value of the series at a step
 */
export function Unrolled({ layers, cursor, width, scale, time, reads, cell, forecast }) {
  const groups = [layers.filter((layer) => layer.first < 0), layers.filter((layer) => layer.first >= 0)].filter((group) => group.length);
  const group = groups.find((one) => covers(one[0], cursor.step)) || groups[cursor.step < 0 ? 0 : groups.length - 1];
  const base = group[0];
  const [CELL, least] = width < 500 ? [64, 22] : [84, 34];
  const count = Math.max(1, Math.min(base.hidden.length, Math.floor((width - 2 * LEFT + least) / (CELL + least))));
  const between = count === 1 ? least : Math.min(64, (width - 2 * LEFT - count * CELL) / (count - 1));
  const at = Math.max(0, Math.min(base.hidden.length - 1, Math.floor((cursor.step - base.first) / base.span)));
  const from = Math.max(0, Math.min(base.hidden.length - count, at - Math.floor(count / 2)));
  const columns = Array.from({ length: count }, (_, i) => from + i);
  const height = 78 + group.length * (HIGH + GAP) + 22;
  const x = (/** @type {number} */ i) => LEFT + i * (CELL + between);
  const y = (/** @type {number} */ l) => height - 54 - GAP - HIGH - l * (HIGH + GAP);
  const norms = group.flatMap((layer) => layer.gradientNorms);
  const most = Math.max(...norms, 1e-30);
  // The width of an arrow follows the order of magnitude of the gradient through it.
  const thick = (/** @type {number} */ norm) => (norm > 0 ? 1 + 5 * Math.max(0, 1 + Math.log10(norm / most) / 4) : 0.6);
  const encoding = groups.length > 1 && group === groups[0];
  return html`<svg class="unrolled" viewBox=${`0 0 ${Math.max(width, 1)} ${height}`} width=${width} height=${height} role="img"
      aria-label=${t("glass.unrolled.label", { cell, layers: group.map((layer) => layer.name).join(", "), from: time(base.first + from * base.span), to: time(base.first + (from + count - 1) * base.span) })}>
    <defs><marker id="flow" viewBox="0 0 8 8" refX="6" refY="4" markerUnits="userSpaceOnUse" markerWidth="9" markerHeight="9" orient="auto"><path d="M0 0l8 4-8 4z" /></marker></defs>
    ${from > 0 && html`<text x="10" y=${y(0) + HIGH / 2}>…</text>`}
    ${columns.map((step, i) => {
      const left = x(i);
      const chosen = step === at;
      const value = reads(base.first + step * base.span);
      const last = step === base.hidden.length - 1;
      return html`<g class=${chosen ? "chosen" : ""}>
        <text x=${left + CELL / 2} y=${height - 26}>${base.span === 1 && value !== null ? number(value) : base.span > 1 ? t("glass.segment", { n: base.span }) : "·"}</text>
        <text class="small" x=${left + CELL / 2} y=${height - 9}>${time(base.first + step * base.span)}</text>
        <line x1=${left + CELL / 2} y1=${height - 38} x2=${left + CELL / 2} y2=${y(0) + HIGH + 3} marker-end="url(#flow)" />
        ${group.map((layer, l) => html`
          ${i === 0 && html`<text class="small name" x=${left} y=${y(l) - 10}>${layer.name}</text>`}
          <${Box} x=${left} y=${y(l)} width=${CELL} states=${layer.hidden[step]} scale=${scale} chosen=${chosen} />
          ${l + 1 < group.length && html`<line x1=${left + CELL / 2} y1=${y(l)} x2=${left + CELL / 2} y2=${y(l + 1) + HIGH + 3} marker-end="url(#flow)" />`}
          ${!last && html`<line class="through" x1=${left + CELL} y1=${y(l) + HIGH / 2} x2=${left + CELL + between - 3} y2=${y(l) + HIGH / 2} marker-end="url(#flow)" style=${{ strokeWidth: thick(layer.gradientNorms[step]) }} />`}`)}
        ${last && html`<line x1=${left + CELL / 2} y1=${y(group.length - 1)} x2=${left + CELL / 2} y2="34" marker-end="url(#flow)" />
          <text x=${left + CELL / 2} y="20">${encoding ? t("glass.decoder") : number(forecast)}</text>`}
      </g>`;
    })}
    ${from + count < base.hidden.length && html`<text x=${x(count) - between + 12} y=${y(0) + HIGH / 2}>…</text>`}
  </svg>`;
}

/** @param {any} layer @param {number} step */
const covers = (layer, step) => step >= layer.first && step < layer.first + layer.span * layer.hidden.length;

/** A cell with a stripe for each of some units. */
function Box({ x, y, width, states, scale, chosen }) {
  const count = Math.min(MOST_UNITS, states.length);
  const wide = (width - 12) / count;
  return html`<rect class=${chosen ? "box chosen" : "box"} x=${x} y=${y} width=${width} height=${HIGH} rx="8" />
    ${Array.from({ length: count }, (_, i) => html`<rect x=${x + 6 + i * wide} y=${y + 8} width=${Math.max(1, wide - 1)} height=${HIGH - 16} style=${{ fill: css(scale, states[Math.floor((i * states.length) / count)]) }} />`)}`;
}
