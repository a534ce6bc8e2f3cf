/** The members of an automatic model, with their errors in the hold-out and their weights. */
import { html } from "../preact.js";
import { aligned, percent } from "../format.js";
import { t } from "../i18n/index.js";
import { Meter, Table } from "../ui/parts.js";

/** @param {{members: {name: string, loss: number | null, weight: number}[]}} props */
export const Members = ({ members }) => {
  const ordered = [...members].sort((a, b) => b.weight - a.weight || (a.loss ?? Infinity) - (b.loss ?? Infinity));
  const loss = aligned(members.map((member) => member.loss ?? NaN));
  return html`<${Table} label=${t("members.title")} rows=${ordered} columns=${[
    { title: t("members.name"), head: true, cell: (member) => html`<span lang="en">${member.name}</span>` },
    { title: t("members.loss"), number: true, cell: (member) => loss(member.loss) },
    { title: t("members.weight"), number: true, cell: (member) => (member.weight > 0 ? percent(member.weight) : "–") },
    { title: "", minor: true, cell: (member) => member.weight > 0 && html`<${Meter} share=${member.weight} />` },
  ]} /><p class="muted small">${t("members.about")}</p>`;
};
