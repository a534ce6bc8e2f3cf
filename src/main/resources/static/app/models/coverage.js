/** The share of held-out values inside the intervals, beside the share that was promised. */
import { html } from "../preact.js";
import { levelText, whole } from "../format.js";
import { t } from "../i18n/index.js";
import { Card, Table } from "../ui/parts.js";

/** Points of percent from which a measured coverage differs noticeably from the promised one. */
const NOTICEABLE = 5;

/** @param {{model: any}} props */
export function Coverage({ model }) {
  const cells = (model.automatic?.coverage || model.evaluation.coverage || []).filter((cell) => cell.values > 0);
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
        cell: (level) => cells.filter((cell) => cell.level === level && bucket(cell) === name).map((cell) => html`<${Measured} cell=${cell} />`),
      })),
    ]} />
    <p class="muted small">${t("coverage.values", { values: whole(Math.min(...cells.map((cell) => cell.values))) })}</p>
  <//>`;
}

/** The steps ahead of a cell; empty if it is over all steps. @param {{from?: number, to?: number}} cell */
const bucket = ({ from, to }) => (from === undefined ? "" : from === to ? String(from) : `${from}–${to}`);

function Measured({ cell }) {
  const { level, measured } = cell;
  const tone = measured < level - NOTICEABLE ? "bad" : measured > level + NOTICEABLE ? "warn" : "good";
  return html`<span class=${tone}>${levelText(Math.round(10 * measured) / 10)}</span><div class="small muted">${t(`coverage.${tone}`)}</div>`;
}
