/** The service for scripts: five calls from a table to a forecast, and where the rest is described. */
import { html } from "../preact.js";
import { t } from "../i18n/index.js";
import { Card, Copy, Head } from "../ui/parts.js";

/** @returns {{title: string, text: string}[]} */
function calls() {
  const root = location.href.split("#")[0];
  const url = (/** @type {string} */ path) => new URL(path, root).href;
  const json = "-H 'Content-Type: application/json'";
  return [
    { title: t("api.upload"), text: `curl -s ${url("samples/co2-monthly.csv")} |\n  curl -s '${url("api/v1/datasets?name=co2")}' -H 'Content-Type: text/csv' --data-binary @-` },
    { title: t("api.train"), text: `curl -s ${url("api/v1/training-jobs")} ${json} \\\n  -d '{"datasetId": "latest", "horizon": 12, "maxDuration": "PT30S"}'` },
    { title: t("api.follow"), text: `curl -sN ${url("api/v1/training-jobs/latest/events")}` },
    { title: t("api.model"), text: `curl -s ${url("api/v1/models/latest")}` },
    { title: t("api.forecast"), text: `curl -s ${url("api/v1/models/latest/predictions")} ${json} -H 'Accept: text/csv' \\\n  -d '{"levels": [80, 95], "dataset": {"id": "latest"}}'` },
  ];
}

export const Screen = () => html`
  <${Head} title=${t("api.title")} lead=${t("api.lead")}>
    <a class="button primary" href="swagger-ui.html">Swagger UI</a><a class="button" href="docs/">${t("nav.docs")}</a><a class="button" href="v3/api-docs">OpenAPI</a>
  <//>
  ${calls().map((call, i) => html`<${Card} title=${`${i + 1}. ${call.title}`}><${Copy} text=${call.text} label=${call.title} /><//>`)}
  <p class="muted small prose">${t("api.note")} <a href="problems">${t("footer.problems")}</a></p>`;
