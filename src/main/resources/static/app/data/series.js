/** The series of a dataset: small pictures to choose from, and one in full with zoom. */
import { html, useEffect, useState } from "../preact.js";
import { call, query, segment } from "../api.js";
import { Chart, position } from "../chart/chart.js";
import { Spark } from "../chart/spark.js";
import { whole } from "../format.js";
import { useResource } from "../hooks.js";
import { t } from "../i18n/index.js";
import { Card, Loaded } from "../ui/parts.js";

const PER_PAGE = 12;
const COLORS = ["--forecast", "--series-2", "--series-3", "--series-4", "--series-5"];

/**
 * The values of a series, thinned to at most `points` steps.
 * @param {string} dataset id
 * @param {string} series id
 * @param {{points?: number, from?: string, to?: string}} range
 * @param {AbortSignal} [signal]
 */
export const seriesValues = (dataset, series, range, signal) =>
  call(`datasets/${segment(dataset)}/series/${segment(series)}${query(range)}`, { signal });

/** @param {{dataset: any, selected?: string}} props */
export function SeriesBrowser({ dataset, selected }) {
  const [cursors, setCursors] = useState(/** @type {(string | undefined)[]} */ ([undefined]));
  const cursor = cursors[cursors.length - 1];
  const page = useResource((signal) => call(`datasets/${segment(dataset.id)}/series${query({ limit: PER_PAGE, cursor })}`, { signal }), [dataset.id, cursor]);
  const [chosen, setChosen] = useState(selected);
  const [wanted, setWanted] = useState("");
  const series = chosen || page.data?.items[0]?.id;
  const many = dataset.shape.series > 1;
  return html`<${Card} title=${series ? t("series.title", { id: series }) : t("data.series")} action=${many && html`<form class="row" onSubmit=${(event) => { event.preventDefault(); if (wanted) setChosen(wanted); }}>
      <input type="search" aria-label=${t("series.find")} placeholder=${t("series.find")} value=${wanted} onInput=${(event) => setWanted(event.target.value)} />
    </form>`}>
    ${series && html`<${SeriesChart} key=${series} dataset=${dataset} series=${series} />`}
    ${many && html`<${Loaded} resource=${page}>${(data) => html`
      <div class="multiples">${data.items.map((one) => html`<${Multiple} key=${one.id} dataset=${dataset} series=${one} pressed=${one.id === series} onChoose=${setChosen} />`)}</div>
      <div class="row">
        <button type="button" disabled=${cursors.length === 1} onClick=${() => setCursors(cursors.slice(0, -1))}>${t("previous")}</button>
        <button type="button" disabled=${!data.nextCursor} onClick=${() => setCursors([...cursors, data.nextCursor])}>${t("next")}</button>
        <span class="muted small">${t("series.page", { from: whole((cursors.length - 1) * PER_PAGE + 1), to: whole((cursors.length - 1) * PER_PAGE + data.items.length), all: whole(dataset.shape.series) })}</span>
      </div>`}<//>`}
  <//>`;
}

function Multiple({ dataset, series, pressed, onChoose }) {
  const values = useResource((signal) => seriesValues(dataset.id, series.id, { points: 120 }, signal), [dataset.id, series.id]);
  return html`<button type="button" class="multiple" aria-pressed=${String(pressed)} onClick=${() => onChoose(series.id)}>
    <span class="name">${series.id}</span>
    ${values.data ? html`<${Spark} values=${values.data.values.map((row) => row[0])} />` : html`<span class="spark"></span>`}
  </button>`;
}

/** @param {{dataset: any, series: string}} props */
export function SeriesChart({ dataset, series }) {
  const [range, setRange] = useState(/** @type {[number, number] | null} */ (null));
  const integer = dataset.frequency.startsWith("step");
  const text = (/** @type {number} */ at) => (integer ? String(Math.round(at)) : new Date(Math.round(at) * 1000).toISOString());
  const values = useResource(
    (signal) => seriesValues(dataset.id, series, { points: 1600, ...(range ? { from: text(range[0]), to: text(range[1]) } : {}) }, signal),
    [dataset.id, dataset.version, series, range && range.join()]);
  const [shown, setShown] = useState(/** @type {string[] | null} */ (null));
  const names = dataset.columns.map((column) => column.name);
  const targets = dataset.columns.filter((column) => column.role === "target").map((column) => column.name);
  const chosen = shown || targets.slice(0, COLORS.length);
  const [full, setFull] = useState(/** @type {[number, number] | null} */ (null));
  useEffect(() => {
    if (!range && values.data) setFull([position(values.data.timestamps[0]), position(values.data.timestamps[values.data.timestamps.length - 1])]);
  }, [values.data]);

  const move = (/** @type {number} */ shift, /** @type {number} */ scale) => {
    if (!full) return;
    const [low, high] = range || full;
    const middle = (low + high) / 2 + shift * (high - low);
    const half = Math.min(((high - low) / 2) * scale, (full[1] - full[0]) / 2);
    const start = Math.max(full[0], Math.min(middle - half, full[1] - 2 * half));
    setRange(2 * half >= full[1] - full[0] ? null : [start, start + 2 * half]);
  };

  return html`<${Loaded} resource=${values} tall>${(data) => {
    const lines = chosen.map((name, i) => ({ label: name, color: COLORS[i % COLORS.length], values: column(data, names.indexOf(name)) }));
    const thinned = data.timestamps.length < data.steps;
    return html`<div class="stack">
      <${Chart} label=${t("series.title", { id: series })} steps=${data.timestamps} frequency=${dataset.frequency} zone=${dataset.timeZone}
        lines=${lines} height=${280} missing onZoom=${(selected) => setRange(selected && [selected[0], selected[1]])} />
      <div class="row">
        <button type="button" onClick=${() => move(-0.5, 1)} disabled=${!range}>${t("zoom.left")}</button>
        <button type="button" onClick=${() => move(0, 0.5)}>${t("zoom.in")}</button>
        <button type="button" onClick=${() => move(0, 2)} disabled=${!range}>${t("zoom.out")}</button>
        <button type="button" onClick=${() => move(0.5, 1)} disabled=${!range}>${t("zoom.right")}</button>
        <button type="button" class="quiet" onClick=${() => setRange(null)} disabled=${!range}>${t("zoom.all")}</button>
        <span class="muted small">${t(thinned ? "series.thinned" : "series.steps", { n: data.steps, steps: whole(data.steps), points: whole(data.timestamps.length) })}</span>
      </div>
      ${names.length > 1 && html`<fieldset><legend>${t("series.columns")}</legend><div class="row">${names.map((name) => html`<label class="check">
        <input type="checkbox" checked=${chosen.includes(name)} onChange=${(event) =>
          setShown(event.target.checked ? names.filter((one) => chosen.includes(one) || one === name) : chosen.filter((one) => one !== name))} />${name}</label>`)}</div></fieldset>`}
    </div>`;
  }}<//>`;
}

/** @param {any} data @param {number} index */
const column = (data, index) => data.values.map((row) => row[index]);
