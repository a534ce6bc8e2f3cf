/** A new backtest: dataset, horizon, origins and who competes. */
import { html } from "../preact.js";
import { call } from "../api.js";
import { bytes, whole } from "../format.js";
import { useAction, useDraft, useResource } from "../hooks.js";
import { t } from "../i18n/index.js";
import { go } from "../router.js";
import { Card, Empty, Facts, Head, ProblemNote, SelectField, TextField } from "../ui/parts.js";
import { useList } from "../ui/list.js";
import { Snippets } from "../train/snippets.js";

const METHODS = ["naive", "seasonal-naive", "drift", "mean", "theta", "ets"];
const PLACES = ["/horizon", "/origins", "/stride", "/season", "/datasetId"];
const INITIAL = { dataset: "", horizon: "", origins: "3", stride: "", season: "", auto: true, duration: "PT10S", methods: ["naive", "seasonal-naive", "theta"], models: /** @type {string[]} */ ([]) };

export function NewBacktest({ selected }) {
  const [draft, change] = useDraft("backtest", INITIAL);
  const datasets = useList("datasets");
  const models = useList("models");
  const dataset = selected || draft.dataset || datasets.data?.[0]?.id;
  const request = dataset && body(dataset, draft);
  const dryRun = useResource((signal) => (request && request.candidates.length ? call("backtests?dryRun=true", { json: request, signal }) : undefined), [JSON.stringify(request)], { delay: 300 });
  const start = useAction(async () => go(["backtests", (await call("backtests", { json: request })).id]));
  const problem = start.problem || dryRun.problem;
  if (datasets.data?.length === 0) return html`<${Head} title=${t("backtests.new")} /><${Card}><${Empty} text=${t("train.none")} /><//>`;
  const field = (/** @type {"horizon" | "origins" | "stride" | "season"} */ name) => html`<${TextField} label=${t(`backtest.${name}`)} hint=${t(`backtest.${name}.hint`)} inputmode="numeric" value=${draft[name]}
    fault=${problem?.at(`/${name}`)} onInput=${(value) => { start.forget(); change({ [name]: value }); }} />`;
  const toggle = (/** @type {"methods" | "models"} */ list, /** @type {string} */ value, /** @type {boolean} */ on) =>
    change({ [list]: on ? [...draft[list], value] : draft[list].filter((one) => one !== value) });
  return html`
    <${Head} title=${t("backtests.new")} crumb=${{ path: ["backtests"], text: t("backtests.title") }} lead=${t("backtests.lead")} />
    <${Card}>
      <form class="stack" onSubmit=${(event) => { event.preventDefault(); start.run(); }}>
        <div class="fields">
          <${SelectField} label=${t("train.dataset")} value=${dataset || ""} fault=${problem?.at("/datasetId")}
            onInput=${(value) => { change({ dataset: value }); go(["backtests", "new"], { dataset: value }); }}
            options=${(datasets.data || []).map((one) => ({ value: one.id, text: one.name }))} />
          ${field("horizon")}${field("origins")}${field("stride")}${field("season")}
        </div>
        <fieldset><legend>${t("backtests.candidates")}</legend><div class="row">
          <label class="check"><input type="checkbox" checked=${draft.auto} onChange=${(event) => change({ auto: event.target.checked })} />${t("train.automatic")}</label>
          ${METHODS.map((name) => html`<label class="check"><input type="checkbox" checked=${draft.methods.includes(name)} onChange=${(event) => toggle("methods", name, event.target.checked)} />${name}</label>`)}
        </div></fieldset>
        ${models.data?.length > 0 && html`<fieldset><legend>${t("backtest.models")}</legend><div class="row">
          ${models.data.slice(0, 12).map((model) => html`<label class="check"><input type="checkbox" checked=${draft.models.includes(model.id)} onChange=${(event) => toggle("models", model.id, event.target.checked)} />${model.name}</label>`)}
        </div></fieldset>`}
        <${ProblemNote} problem=${problem} shown=${PLACES} />
        ${dryRun.data?.refusals?.length > 0 && html`<div class="note warn" lang="en"><ul>${dryRun.data.refusals.map((one) => html`<li>${one.pointer && html`<code>${one.pointer}</code> `}${one.detail}</li>`)}</ul></div>`}
        <div><button type="submit" class="primary large" disabled=${start.running || Boolean(dryRun.problem) || !request || request.candidates.length === 0}>${t("backtest.start")}</button></div>
      </form>
    <//>
    ${dryRun.data && html`<${Card} title=${t("backtest.work")}><${Facts} facts=${[
      [t("backtest.origins"), whole(dryRun.data.origins.length)],
      [t("backtest.fits"), whole(dryRun.data.fits)],
      [t("estimate.memory"), bytes(dryRun.data.memoryBytes)],
      [t("backtest.values"), whole(dryRun.data.values)],
    ]} /><//>`}
    ${request && html`<${Snippets} request=${request} path="backtests" />`}`;
}

/**
 * @param {string} dataset
 * @param {typeof INITIAL} draft
 */
function body(dataset, draft) {
  const number = (/** @type {string} */ text) => (text.trim() === "" ? undefined : Number.isFinite(Number(text)) ? Number(text) : text);
  return {
    datasetId: dataset,
    horizon: number(draft.horizon),
    origins: number(draft.origins),
    stride: number(draft.stride),
    season: number(draft.season),
    candidates: [
      ...(draft.auto ? [{ type: "auto", maxDuration: draft.duration }] : []),
      ...draft.methods.map((name) => ({ type: "baseline", name })),
      ...draft.models.map((id) => ({ type: "stored-model", id })),
    ],
  };
}
