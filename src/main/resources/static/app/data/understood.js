/** What the service understood of an upload: columns with their roles, and the findings of its report. */
import { html } from "../preact.js";
import { whole } from "../format.js";
import { t } from "../i18n/index.js";
import { Card, Table } from "../ui/parts.js";

/** @type {Record<string, string>} */
const TONES = { inferred: "accent", repaired: "warn", dropped: "warn", warning: "bad" };

/** @param {{dataset: import("../types.js").Dataset}} props */
export const Understood = ({ dataset }) => html`<${Card} title=${t("understood.title")}>
  <${Table} label=${t("understood.columns")} rows=${columns(dataset)} columns=${[
    { title: t("understood.column"), head: true, cell: (column) => column.name },
    { title: t("understood.role"), cell: (column) => t(`role.${column.role}`) },
  ]} />
  <${Findings} report=${dataset.report} />
<//>`;

/** @param {any} dataset */
function columns({ columns, table, staticColumns }) {
  return [
    ...(table?.time ? [{ name: table.time, role: "time" }] : []),
    ...(table?.series || []).map((name) => ({ name, role: "series" })),
    ...columns,
    ...(staticColumns || []).map((column) => ({ name: column.name, role: "static" })),
    ...(table?.dropped || []).map((name) => ({ name, role: "dropped" })),
  ];
}

function Findings({ report }) {
  if (report.findings.length === 0) return html`<p class="muted small">${t("understood.nothing")}</p>`;
  return html`<ul class="findings">${report.findings.map((finding) => html`<li>
    <span class=${`badge ${TONES[finding.kind]}`}>${t(`finding.${finding.kind}`)}</span>
    <span><span lang="en">${finding.detail}</span>
      ${finding.count > 1 || finding.lines.length > 0
        ? html`<span class="muted small"> ${t("understood.places", { n: finding.count, count: whole(finding.count) })}${finding.lines.length > 0
            ? `, ${t("understood.lines", { n: finding.lines.length, lines: finding.lines.slice(0, 8).map(whole).join(", ") + (finding.count > 8 ? " …" : "") })}`
            : ""}</span>`
        : null}</span>
  </li>`)}</ul>`;
}
