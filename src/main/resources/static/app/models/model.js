/** One model: how good it is, how it was chosen, and where it comes from. */
import { html } from "../preact.js";
import { call, segment } from "../api.js";
import { aligned, duration, frequencyText, moment, number, whole } from "../format.js";
import { useAction, useResource } from "../hooks.js";
import { t } from "../i18n/index.js";
import { go, link } from "../router.js";
import { hasNetwork } from "../glass/members.js";
import { LayerTable } from "../train/layers.js";
import { Plan } from "../train/plan.js";
import { Card, DeleteButton, Facts, Head, Loaded, ProblemNote, Table, Warnings } from "../ui/parts.js";
import { Coverage } from "./coverage.js";
import { Errors } from "./errors.js";
import { Members } from "./members.js";
import { Performance } from "./performance.js";
import { comparison, judged, kind, Skill } from "./skill.js";

export function Model({ id }) {
  const model = useResource((signal) => call(`models/${segment(id)}`, { signal }), [id]);
  const remove = useAction(async () => {
    await call(`models/${segment(id)}`, { method: "DELETE" });
    go(["models"]);
  });
  return html`<${Loaded} resource=${model} tall>${(data) => html`
    <${Head} title=${data.name} crumb=${{ path: ["models"], text: t("models.title") }} lead=${kind(data)}>
      <a class="button primary" href=${link(["forecast", data.id])}>${t("model.forecast")}</a>
      ${hasNetwork(data) && html`<a class="button" href=${link(["glass", data.id])}>${t("glass.open")}</a>`}
      <${DeleteButton} action=${remove} />
    <//>
    <${ProblemNote} problem=${remove.problem} />
    <${Warnings} warnings=${data.warnings} />
    <${Quality} model=${data} />
    <${Errors} model=${data} />
    <${Performance} model=${data} />
    ${data.automatic && html`<${Card} title=${t("members.title")}><${Members} members=${data.automatic.members} /><//>`}
    ${data.automatic && html`<${Card} title=${t("train.plan")}><${Plan} plan=${data.automatic.plan} /><//>`}
    ${data.specification && html`<${Layers} id=${id} />`}
    <div class="columns">
      <${Provenance} model=${data} />
      ${data.specification && html`<${Card} title=${t("model.specification")}>
        <div class="code-block" tabindex="0" role="region" aria-label=${t("model.specification")}><pre>${JSON.stringify(data.specification, null, 2)}</pre></div><//>`}
    </div>`}<//>`;
}

function Quality({ model }) {
  const part = judged(model.evaluation);
  if (!part) return html`<${Card} title=${t("quality.title")}><p class="muted">${t("quality.none")}</p><//>`;
  const rows = [{ name: t("quality.model"), scores: part.model, self: true }, ...part.baselines];
  const mase = aligned(rows.map((row) => row.scores.mase));
  const mae = aligned(rows.map((row) => row.scores.mae));
  const rmse = aligned(rows.map((row) => row.scores.rmse));
  return html`<div class="columns">
    <${Card} title=${t("quality.title")} action=${html`<${Skill} evaluation=${model.evaluation} />`}>
      <p>${sentence(part)}</p>
      <${Table} label=${t("quality.title")} rows=${rows} columns=${[
        { title: t("quality.forecaster"), head: true, cell: (row) => (row.self ? html`<strong>${row.name}</strong>` : row.name) },
        { title: "MASE", number: true, cell: (row) => mase(row.scores.mase) },
        { title: "MAE", number: true, cell: (row) => mae(row.scores.mae) },
        { title: "RMSE", number: true, cell: (row) => rmse(row.scores.rmse) },
        { title: "sMAPE", number: true, cell: (row) => (row.scores.smape == null ? "–" : `${number(row.scores.smape)}`) },
      ]} />
      <p class="muted small">${t(model.evaluation.test ? "quality.test" : "quality.validation", { n: part.windows, windows: whole(part.windows), season: whole(part.season) })}</p>
    <//>
    <${Coverage} model=${model} />
  </div>`;
}

/** @param {any} part */
function sentence(part) {
  if (part.skill == null) return t("quality.no-skill");
  const { kind, values } = comparison(part);
  return t(`quality.${kind}`, { ...values, measure: part.comparedBy.toUpperCase() });
}

function Layers({ id }) {
  const summary = useResource((signal) => call(`models/${segment(id)}/summary`, { signal }), [id]);
  return html`<${Card} title=${t("model.layers")}>
    <${Loaded} resource=${summary}>${(data) => html`<${LayerTable} layers=${data.layers} />`}<//>
  <//>`;
}

function Provenance({ model }) {
  const { provenance } = model;
  return html`<${Card} title=${t("provenance.title")}><${Facts} facts=${[
    [t("created"), moment(model.createdAt)],
    [t("job.took"), duration(provenance.duration)],
    [t("estimate.parameters"), whole(model.parameters)],
    [t("model.horizon"), whole(model.horizon)],
    [t("data.frequency"), frequencyText(model.frequency)],
    [t("data.zone"), model.timeZone],
    [t("provenance.job"), model.jobId && html`<a href=${link(["jobs", model.jobId])}>${t("job.open")}</a>`],
    [t("provenance.version"), model.datasetVersion],
    [t("provenance.seed"), provenance.seed],
    provenance.epochs ? [t("losses.epoch"), `${provenance.bestEpoch} / ${provenance.epochs}`] : ["", null],
    [t("provenance.service"), `${provenance.version} (Java ${provenance.javaVersion})`],
    [t("provenance.weights"), html`<code>${String(provenance.weightsHash).slice(0, 16)}</code>`],
  ]} /><//>`;
}
