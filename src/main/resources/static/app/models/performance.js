/** Kept forecasts of a model beside the values that came. */
import { html } from "../preact.js";
import { call, segment } from "../api.js";
import { aligned, levelText, whole } from "../format.js";
import { useResource } from "../hooks.js";
import { t } from "../i18n/index.js";
import { link } from "../router.js";
import { Card, Loaded, Table, Warnings } from "../ui/parts.js";

/** @param {{model: import("../types.js").Model}} props */
export function Performance({ model }) {
  const performance = useResource((signal) => call(`models/${segment(model.id)}/performance`, { signal }), [model.id]);
  return html`<${Card} title=${t("performance.title")} action=${html`<a href=${link(["forecast", model.id])}>${t("model.forecast")}</a>`}>
    <${Loaded} resource=${performance}>${(data) => html`
      <${Warnings} warnings=${data.warnings} />
      ${data.forecasts === 0
        ? html`<p class="muted">${t("performance.none")}</p>`
        : html`${data.finishedSteps > 0 && html`<${Measured} data=${data} />`}
          ${data.pendingSteps > 0 && html`<p class="muted small">${t("performance.pending", { pending: whole(data.pendingSteps) })}</p>`}`}`}<//>
  <//>`;
}

/** @param {{data: import("../types.js").ModelPerformance}} props */
function Measured({ data }) {
  const rows = [...data.horizons, { measured: data.overall }];
  const column = (/** @type {string} */ name) => {
    const format = aligned(rows.map((row) => row.measured[name] ?? NaN));
    return (/** @type {any} */ row) => format(row.measured[name]);
  };
  return html`<${Table} label=${t("performance.title")} rows=${rows} columns=${[
    { title: t("performance.steps"), head: true, cell: (row) => (row.from === undefined ? t("performance.all") : row.from === row.to ? row.from : `${row.from}–${row.to}`) },
    { title: "MAE", number: true, cell: column("mae") },
    { title: "MASE", number: true, minor: true, cell: column("mase") },
    { title: t("performance.bias"), number: true, minor: true, cell: column("bias") },
    { title: t("leaderboard.coverage"), number: true, cell: (row) => row.measured.coverage.map((one) => html`<div class="small nowrap">${levelText(one.level)}: ${levelText(Math.round(10 * one.measured) / 10)}</div>`) },
    { title: t("performance.count"), number: true, cell: (row) => whole(row.measured.steps) },
  ]} />`;
}
