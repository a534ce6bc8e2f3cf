/** Glass box: what a network computes while it forecasts one series. */
import { html, useState } from "../preact.js";
import { call, query, segment } from "../api.js";
import { useResource } from "../hooks.js";
import { t } from "../i18n/index.js";
import { link } from "../router.js";
import { useList } from "../ui/list.js";
import { Card, Field, Head, Loaded, ProblemNote, SelectField, Skeleton, TextField, Warnings } from "../ui/parts.js";
import { kind } from "../models/skill.js";
import { Layers } from "./layers.js";
import { hasNetwork, networks } from "./members.js";
import { Weights } from "./weights.js";

const PLACES = ["series", "cutoff", "step", "member", "target"];

export function Screen({ place }) {
  const id = place.path[1];
  const model = useResource((signal) => (id ? call(`models/${segment(id)}`, { signal }) : undefined), [id]);
  if (!id) return html`<${Head} title=${t("glass.title")} lead=${t("glass.lead")} /><p><a href="#/models">${t("forecast.choose")}</a></p>`;
  return html`<${Loaded} resource=${model} tall>${(data) => html`<${Box} key=${data.id} model=${data} asked=${place.query} />`}<//>`;
}

function Box({ model, asked }) {
  const members = networks(model);
  const head = html`<${Head} title=${t("glass.of", { name: model.name })} crumb=${{ path: ["models", model.id], text: t("forecast.model") }} lead=${kind(model)}>
    <a class="button" href=${link(["forecast", model.id])}>${t("model.forecast")}</a><//>`;
  if (!hasNetwork(model)) return html`${head}<${Card} title=${t("glass.none")}><p>${t("glass.none.text")}</p>
    <div><a class="button" href=${link(["learn"])}>${t("nav.learn")}</a></div><//>`;
  return html`${head}<p class="prose">${t("glass.lead")}</p><${Inside} model=${model} members=${members} asked=${asked} />`;
}

function Inside({ model, members, asked }) {
  const targets = model.columns.filter((column) => column.role === "target").map((column) => column.name);
  const [choice, setChoice] = useState({ member: asked.member || members[0], series: asked.series || "", cutoff: asked.cutoff || "", step: 1, target: targets[0], dataset: asked.dataset || "" });
  const change = (/** @type {Partial<typeof choice>} */ part) => setChoice((old) => ({ ...old, ...part }));
  const dataset = choice.dataset || model.datasetId;
  const list = useResource((signal) => (dataset ? call(`datasets/${segment(dataset)}/series${query({ limit: 200 })}`, { signal }) : undefined), [dataset]);
  const gone = !dataset || list.problem?.status === 404;
  const path = `models/${segment(model.id)}/trace${query({ ...choice, dataset })}`;
  const trace = useResource((signal) => (gone ? undefined : call(path, { signal })), [path, gone], { delay: 150 });
  const series = list.data?.items || [];
  return html`
    <${Card} title=${t("glass.choose")}>
      <div class="fields">
        ${members.length > 0 && html`<${SelectField} label=${t("members.name")} value=${choice.member} onInput=${(member) => change({ member })} options=${members.map((name) => ({ value: name, text: name }))} />`}
        ${gone && html`<${OtherDataset} onInput=${(chosen) => change({ dataset: chosen, series: "" })} />`}
        <${Field} label=${t("forecast.series")} fault=${trace.problem?.at("series")}>
          ${(attributes) => html`<input ...${attributes} list="glass-series" value=${choice.series || series[0]?.id || ""} onChange=${(event) => change({ series: event.target.value })} />
            <datalist id="glass-series">${series.map((one) => html`<option value=${one.id}></option>`)}</datalist>`}<//>
        ${targets.length > 1 && html`<${SelectField} label=${t("role.target")} value=${choice.target} onInput=${(target) => change({ target })} options=${targets.map((value) => ({ value, text: value }))} />`}
        <${TextField} label=${t("glass.cutoff")} hint=${t("glass.cutoff.hint")} value=${choice.cutoff} placeholder=${trace.data?.cutoff} fault=${trace.problem?.at("cutoff")} onInput=${(cutoff) => change({ cutoff })} />
        ${model.horizon > 1 && html`<${Field} label=${t("glass.step", { n: choice.step })} hint=${t("glass.step.hint")} fault=${trace.problem?.at("step")}>
          ${(attributes) => html`<input ...${attributes} type="range" min="1" max=${model.horizon} value=${choice.step} onInput=${(event) => change({ step: Number(event.target.value) })} />`}<//>`}
      </div>
    <//>
    <${ProblemNote} problem=${trace.problem} shown=${PLACES} />
    ${trace.data ? html`<${Warnings} warnings=${trace.data.warnings} /><${Layers} key=${trace.data.member} trace=${trace.data} model=${model} />` : !trace.problem && !gone && html`<${Skeleton} tall />`}
    <${Weights} id=${model.id} member=${choice.member} />`;
}

function OtherDataset({ onInput }) {
  const datasets = useList("datasets");
  return html`<${SelectField} label=${t("train.dataset")} hint=${t("forecast.gone")} value="" onInput=${onInput}
    options=${[{ value: "", text: "" }, ...(datasets.data || []).map((one) => ({ value: one.id, text: one.name }))]} />`;
}
