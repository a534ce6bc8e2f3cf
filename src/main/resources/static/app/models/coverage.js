/** The share of held-out values inside the intervals, beside the share that was promised. */
import { html } from "../preact.js";
import { levelText, whole } from "../format.js";
import { t } from "../i18n/index.js";
import { Card, Table } from "../ui/parts.js";

/** Points of percent from which a measured coverage differs noticeably from the promised one. */
const NOTICEABLE = 5;

/** @typedef {{level: number, measured: number, values: number, from?: number, to?: number}} Cell */

/** @param {{model: import("../types.js").Model}} props */
export function Coverage({ model }) {
  const cells = /** @type {Cell[]} */ ((model.automatic?.coverage || model.evaluation.coverage || []).filter((cell) => cell.values > 0));
  if (cells.length === 0) return html`<${Card} title=${t("coverage.title")}><p class="muted">${t("coverage.none")}</p><//>`;
  const levels = [...new Set(cells.map((cell) => cell.level))];
  const buckets = [...new Set(cells.map(bucket))];
  return html`<${Card} title=${t("coverage.title")}>
    <p>${t("coverage.about")}</p>
    <${Table} label=${t("coverage.title")} rows=${levels} columns=${[
      { title: t("coverage.level"), head: true, cell: levelText },
      ...buckets.map((name) => ({
        title: name ? t("coverage.steps", { steps: name }) : t("coverage.measured"),
        number: true,
        cell: (/** @type {number} */ level) => cells.filter((cell) => cell.level === level && bucket(cell) === name).map((cell) => html`<${Measured} cell=${cell} />`),
      })),
      // Beside many columns, a bar has no room.
      ...(buckets.length > 2 ? [] : [{ title: "", minor: true, cell: (/** @type {number} */ level) => html`<${Gauge} level=${level} measured=${overall(cells.filter((cell) => cell.level === level))} />` }]),
    ]} />
    <p class="muted small">${t("coverage.values", { values: whole(Math.min(...cells.map((cell) => cell.values))) })}</p>
  <//>`;
}

/** The steps ahead of a cell; empty if it is over all steps. @param {Cell} cell */
const bucket = ({ from, to }) => (from === undefined ? "" : from === to ? String(from) : `${from}–${to}`);

/** The mean over cells, each with the weight of its values. @param {Cell[]} cells */
const overall = (cells) => cells.reduce((sum, cell) => sum + cell.measured * cell.values, 0) / cells.reduce((sum, cell) => sum + cell.values, 0);

/** @param {{level: number, measured: number}} cell */
const tone = ({ level, measured }) => (measured < level - NOTICEABLE ? "bad" : measured > level + NOTICEABLE ? "warn" : "good");

/** @param {{cell: Cell}} props */
const Measured = ({ cell }) =>
  html`<span class=${tone(cell)}>${levelText(Math.round(10 * cell.measured) / 10)}</span><div class="small muted">${t(`coverage.${tone(cell)}`)}</div>`;

/** The measured share as a bar, with a tick at the promised one. @param {{level: number, measured: number}} props */
const Gauge = ({ level, measured }) =>
  html`<span class=${`gauge ${tone({ level, measured })}`} aria-hidden="true"><span style=${{ width: `${measured}%` }}></span><i style=${{ left: `${level}%` }}></i></span>`;
