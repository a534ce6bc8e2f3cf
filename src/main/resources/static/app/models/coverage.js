/** The share of held-out values inside the intervals, beside the share that was promised. */
import { html } from "../../vendor/htm-preact.js";
import { levelText, whole } from "../format.js";
import { t } from "../i18n/index.js";
import { Card, Table } from "../ui/parts.js";

/** @param {{model: any}} props */
export function Coverage({ model }) {
  const rows = (model.automatic?.coverage || model.evaluation.coverage || []).filter((row) => row.values > 0);
  if (rows.length === 0) return html`<${Card} title=${t("coverage.title")}><p class="muted">${t("coverage.none")}</p><//>`;
  const steps = rows.some((row) => row.from);
  return html`<${Card} title=${t("coverage.title")}>
    <p class="muted small">${t("coverage.about")}</p>
    <${Table} label=${t("coverage.title")} limited rows=${rows} columns=${[
      { title: t("coverage.level"), head: true, cell: (row) => levelText(row.level) },
      ...(steps ? [{ title: t("coverage.steps"), cell: (row) => (row.from === row.to ? row.from : `${row.from}–${row.to}`) }] : []),
      { title: t("coverage.measured"), number: true, cell: (row) => html`<span class=${tone(row)}>${levelText(Math.round(10 * row.measured) / 10)}</span>` },
      { title: "", cell: (row) => html`<span class="small muted">${t(`coverage.${tone(row)}`)}</span>` },
      { title: t("coverage.values"), number: true, cell: (row) => whole(row.values) },
    ]} />
  <//>`;
}

/** Points of percent from which a measured coverage differs noticeably from the promised one. */
const NOTICEABLE = 5;

/** @param {{level: number, measured: number}} row */
const tone = ({ level, measured }) => (measured < level - NOTICEABLE ? "bad" : measured > level + NOTICEABLE ? "warn" : "good");
