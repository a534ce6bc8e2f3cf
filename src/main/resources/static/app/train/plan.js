/** The choices of an automatic training and their reasons. */
import { html } from "../preact.js";
import { known, t } from "../i18n/index.js";
import { Empty, Table } from "../ui/parts.js";

/** @param {{plan: {decision: string, value: string, why: string}[]}} props */
export const Plan = ({ plan }) =>
  plan.length === 0
    ? html`<${Empty} text=${t("plan.none")} />`
    : html`<${Table} label=${t("train.plan")} stacked rows=${plan} columns=${[
        { title: t("plan.decision"), head: true, cell: (one) => (known(`decision.${one.decision}`) ? t(`decision.${one.decision}`) : html`<span lang="en">${one.decision}</span>`) },
        { title: t("plan.value"), cell: (one) => html`<span lang="en">${one.value}</span>` },
        { title: t("plan.why"), cell: (one) => html`<span class="muted" lang="en">${one.why}</span>` },
      ]} />`;
