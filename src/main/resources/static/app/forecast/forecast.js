/** Forecasts of one series: history, median and intervals, what came true, what if. */
import { html, useMemo, useRef, useState } from "../preact.js";
import { maySave } from "../access/session.js";
import { call, query, segment, send } from "../api.js";
import { picture } from "../chart/chart.js";
import { svgPicture } from "../chart/svg.js";
import { useAction, useResource } from "../hooks.js";
import { t } from "../i18n/index.js";
import { go } from "../router.js";
import { Card, Empty, Head, Loaded, ProblemNote, save, SelectField, Skeleton, Warnings } from "../ui/parts.js";
import { useList } from "../ui/list.js";
import { Skill } from "../models/skill.js";
import { Controls } from "./controls.js";
import { ForecastChart } from "./picture.js";
import { historyEnd, lastKnown } from "./history.js";
import { Totals } from "./totals.js";
import { aheadColumns, aheadParts, WhatIf } from "./whatif.js";

const PLACES = ["/horizon", "/levels", "/ahead", "/missingAhead"];

export function Screen({ place, session }) {
  const id = place.path[1];
  const model = useResource((signal) => (id ? call(`models/${segment(id)}`, { signal }) : undefined), [id]);
  if (!id) return html`<${Head} title=${t("forecast.title")} /><p><a href="#/models">${t("forecast.choose")}</a></p>`;
  return html`<${Loaded} resource=${model} tall>${(data) => html`<${WithDataset} key=${data.id} model=${data} query=${place.query} keeps=${maySave(session)} />`}<//>`;
}

/** Finds the dataset that the model was trained on, unless another one was chosen. `keeps` tells whether the caller may keep forecasts. */
function WithDataset({ model, query, keeps }) {
  const job = useResource((signal) => (query.dataset || !model.jobId ? undefined : call(`training-jobs/${segment(model.jobId)}`, { signal })), [model.jobId, query.dataset]);
  const id = query.dataset || job.data?.datasetId;
  const dataset = useResource((signal) => (id ? call(`datasets/${segment(id)}`, { signal }) : undefined), [id]);
  const gone = (!query.dataset && !model.jobId) || job.problem?.status === 404 || dataset.problem?.status === 404;
  return html`
    <${Head} title=${t("forecast.of", { name: model.name })} crumb=${{ path: ["models", model.id], text: t("forecast.model") }} lead=${html`<${Skill} evaluation=${model.evaluation} />`} />
    ${gone ? html`<${OtherDataset} model=${model} />` : html`<${ProblemNote} problem=${job.problem || dataset.problem} />`}
    ${dataset.data ? html`<${Forecasts} key=${dataset.data.id} model=${model} dataset=${dataset.data} selected=${query.series} keeps=${keeps} />` : !gone && html`<${Skeleton} tall />`}`;
}

function OtherDataset({ model }) {
  const datasets = useList("datasets");
  return html`<${Card} title=${t("forecast.dataset")}><${Empty} text=${t("forecast.gone")}>
    <${SelectField} label=${t("train.dataset")} value="" onInput=${(dataset) => go(["forecast", model.id], { dataset })}
      options=${[{ value: "", text: "" }, ...(datasets.data || []).map((one) => ({ value: one.id, text: one.name }))]} /><//><//>`;
}

function Forecasts({ model, dataset, selected, keeps }) {
  const targets = model.columns.filter((column) => column.role === "target").map((column) => column.name);
  const automatic = Boolean(model.automatic);
  const [choice, setChoice] = useState({ series: selected || "", target: targets[0], horizon: model.horizon, levels: hasIntervals(model) ? [80, 95] : [], back: 0, baselines: /** @type {string[]} */ ([]), kept: true });
  const change = (/** @type {Partial<typeof choice>} */ part) => setChoice((old) => ({ ...old, ...part }));
  const [edits, setEdits] = useState(/** @type {Record<string, Record<number, string>>} */ ({}));
  const [missing, setMissing] = useState("");
  const list = useResource((signal) => call(`datasets/${segment(dataset.id)}/series${query({ limit: 200 })}`, { signal }), [dataset.id]);
  const series = choice.series || list.data?.items[0]?.id;
  const wanted = Math.max(400, 12 * model.horizon) + 4 * choice.horizon;
  const history = useResource((signal) => (series ? historyEnd(dataset.id, series, wanted, signal) : undefined), [dataset.id, dataset.version, series, wanted > 4000 && wanted]);
  const column = history.data ? Math.max(0, history.data.columns.indexOf(choice.target)) : 0;
  const origin = history.data ? lastKnown(history.data, column) - choice.back : -1;
  const cutoff = history.data && choice.back > 0 ? history.data.timestamps[origin] : undefined;
  const columns = aheadColumns(model);
  const request = series && history.data && {
    horizon: choice.horizon,
    levels: choice.levels,
    ...(automatic ? { total: true } : {}),
    ...(columns.length ? { explain: true, ahead: aheadParts(edits, columns, choice.horizon), missingAhead: missing || undefined } : {}),
    dataset: { id: dataset.id, series: [series], cutoff },
  };
  const path = `models/${segment(model.id)}/predictions`;
  const prediction = useResource(
    (signal) => (request ? call(path, { json: request, signal }).then((answer) => ({ answer, origin, history: history.data })) : undefined), [JSON.stringify(request), history.data], { delay: 150 });
  const answer = prediction.data?.answer;
  const forecast = answer?.forecasts.find((one) => !one.target || one.target === choice.target) || answer?.forecasts[0];
  const kept = useResource((signal) => (series ? call(`models/${segment(model.id)}/kept-forecasts${query({ series, limit: 50 })}`, { signal }) : undefined), [model.id, series]);
  const earlier = useMemo(() => (choice.kept ? (kept.data?.items || []).filter((one) => one.datasetId === dataset.id) : []), [kept.data, choice.kept, dataset.id]);
  const keep = useAction(async () => {
    await call(path, { json: { horizon: choice.horizon, keep: true, missingAhead: missing || undefined, dataset: { id: dataset.id, series: [series], cutoff } } });
    kept.reload();
  });
  const drawn = useRef(/** @type {any} */ (null));

  const csv = async () => save(`${model.name}-forecast.csv`, await (await send(path, { json: request, headers: { Accept: "text/csv" } })).blob());
  const title = `${model.name} · ${series}`;
  const png = async () => save(`${model.name}-forecast.png`, await picture(drawn.current.plot, title));
  const svg = () => save(`${model.name}-forecast.svg`, svgPicture(drawn.current.plot, drawn.current.chart, title));

  return html`
    <${Card}>
      <${Controls} model=${model} dataset=${dataset} series=${list.data?.items || []} chosen=${series} targets=${targets} choice=${choice} change=${change}
        most=${history.data ? lastKnown(history.data, column) - 2 : 0} problem=${prediction.problem} />
    <//>
    <${ProblemNote} problem=${list.problem || history.problem || prediction.problem} shown=${columns.length ? PLACES : PLACES.slice(0, 2)} />
    ${forecast?.problem && html`<div class="note bad" role="alert" lang="en">${forecast.problem}</div>`}
    <${Card} title=${t("forecast.picture", { series: series || "", target: choice.target })} action=${html`<span class="row">
        ${keeps && html`<button type="button" disabled=${!forecast || keep.running} onClick=${() => keep.run()}>${t("forecast.keep")}</button>`}
        <button type="button" disabled=${!forecast} onClick=${csv}>CSV</button><button type="button" disabled=${!forecast} onClick=${png}>PNG</button><button type="button" disabled=${!forecast} onClick=${svg}>SVG</button></span>`}>
      <${ProblemNote} problem=${keep.problem || kept.problem} />
      ${prediction.data?.history && forecast
        ? html`<${ForecastChart} model=${model} dataset=${dataset} history=${prediction.data.history} column=${column} origin=${prediction.data.origin} forecast=${forecast} baselines=${choice.baselines} kept=${earlier} onPlot=${(plot, chart) => (drawn.current = { plot, chart })} />`
        : prediction.problem || history.problem ? html`<${Empty} text=${t("forecast.none")} />` : html`<${Skeleton} tall />`}
      ${forecast && html`<${Totals} forecast=${forecast} />`}
    <//>
    <${Warnings} warnings=${answer?.warnings} />
    ${columns.length > 0 && history.data && html`<${WhatIf} columns=${columns} history=${history.data} origin=${origin} steps=${forecast?.timestamps || forecast?.steps || []} horizon=${choice.horizon}
      frequency=${dataset.frequency} zone=${dataset.timeZone} edits=${edits} setEdits=${setEdits} missing=${missing} setMissing=${setMissing} effects=${forecast?.effects} problem=${prediction.problem} />`}`;
}

/** Whether the model had enough held-out forecasts for intervals. @param {import("../types.js").Model} model */
const hasIntervals = (model) => Boolean(model.automatic?.ensemble.errors || model.evaluation.validation);
