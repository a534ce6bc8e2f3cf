/** The series of a dataset: small pictures to choose from, and one in full with zoom. */
import { html, useEffect, useMemo, useState } from "../preact.js";
import { call, query, segment } from "../api.js";
import { Chart, position } from "../chart/chart.js";
import { Spark } from "../chart/spark.js";
import { whole } from "../format.js";
import { useResource } from "../hooks.js";
import { t } from "../i18n/index.js";
import { Card, Loaded } from "../ui/parts.js";
import { SplitBar, spansOf } from "./split.js";

const PER_PAGE = 12;
const POINTS = 1600;
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

/** @param {{dataset: import("../types.js").Dataset, selected?: string}} props */
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

/**
 * One series in full, thinned by the service to what is shown and its surroundings, so that it scrolls without waiting.
 * @param {{dataset: import("../types.js").Dataset, series: string}} props
 */
export function SeriesChart({ dataset, series }) {
  const [view, setView] = useState(/** @type {Range | null} */ (null));
  const [full, setFull] = useState(/** @type {Range | null} */ (null));
  /** From the first step to the last one with a target: what a split divides. */
  const [observed, setObserved] = useState(/** @type {Range | null} */ (null));
  const [split, setSplit] = useState(/** @type {import("./split.js").Split | null} */ (null));
  const loaded = view && full ? surroundings(view, full) : null;
  const text = (/** @type {number} */ at) => (dataset.frequency.startsWith("step") ? String(Math.round(at)) : new Date(Math.round(at) * 1000).toISOString());
  const values = useResource(
    (signal) => seriesValues(dataset.id, series, { points: loaded ? 4 * POINTS : POINTS, ...(loaded ? { from: text(loaded[0]), to: text(loaded[1]) } : {}) }, signal),
    [dataset.id, dataset.version, series, loaded?.join()], { delay: loaded ? 60 : 0 });
  const [shown, setShown] = useState(/** @type {string[] | null} */ (null));
  const names = dataset.columns.map((column) => column.name);
  const targets = dataset.columns.filter((column) => column.role === "target").map((column) => column.name);
  const chosen = shown || targets.slice(0, COLORS.length);
  useEffect(() => {
    if (full || !values.data) return;
    const { timestamps, values: rows } = values.data;
    const last = rows.findLastIndex((row) => targets.some((_, target) => row[target] !== null));
    setFull([position(timestamps[0]), position(timestamps[timestamps.length - 1])]);
    setObserved([position(timestamps[0]), position(timestamps[Math.max(last, 0)])]);
  }, [values.data]);
  const show = (/** @type {Range | null} */ range) => full && setView(range && within(range, full));
  const move = (/** @type {number} */ shift, /** @type {number} */ scale) => {
    if (!full) return;
    const [low, high] = view || full;
    const middle = (low + high) / 2 + shift * (high - low);
    const half = ((high - low) / 2) * scale;
    show([middle - half, middle + half]);
  };
  const lines = useMemo(() => values.data && chosen.map((name, i) => ({ label: name, color: COLORS[i % COLORS.length], values: column(values.data, names.indexOf(name)) })), [values.data, chosen.join()]);

  return html`<${Loaded} resource=${values} tall>${(data) => html`<div class="stack">
      <${Chart} label=${t("series.title", { id: series })} steps=${data.timestamps} frequency=${dataset.frequency} zone=${dataset.timeZone}
        lines=${lines} height=${280} missing gaps=${data.gaps?.map(position)} view=${view} onView=${show} spans=${observed && split ? spansOf(split, observed) : undefined} />
      <div class="row">
        <button type="button" onClick=${() => move(-0.5, 1)} disabled=${!view}>${t("zoom.left")}</button>
        <button type="button" onClick=${() => move(0, 0.5)}>${t("zoom.in")}</button>
        <button type="button" onClick=${() => move(0, 2)} disabled=${!view}>${t("zoom.out")}</button>
        <button type="button" onClick=${() => move(0.5, 1)} disabled=${!view}>${t("zoom.right")}</button>
        <button type="button" class="quiet" onClick=${() => setView(null)} disabled=${!view}>${t("zoom.all")}</button>
        ${view && full && html`<input class="scroll" type="range" aria-label=${t("zoom.position")} min="0" max="1" step="any" value=${(view[0] - full[0]) / (full[1] - full[0] - (view[1] - view[0]) || 1)}
          onInput=${(event) => {
            const low = full[0] + Number(event.target.value) * (full[1] - full[0] - (view[1] - view[0]));
            show([low, low + view[1] - view[0]]);
          }} />`}
        <span class="muted small">${t(data.timestamps.length < data.steps ? "series.thinned" : "series.steps", told(data, view))}</span>
      </div>
      ${names.length > 1 && html`<fieldset><legend>${t("series.columns")}</legend><div class="row">${names.map((name) => html`<label class="check">
        <input type="checkbox" checked=${chosen.includes(name)} onChange=${(event) =>
          setShown(event.target.checked ? names.filter((one) => chosen.includes(one) || one === name) : chosen.filter((one) => one !== name))} />${name}</label>`)}</div></fieldset>`}
      ${observed && html`<${SplitBar} dataset=${dataset} full=${observed} split=${split} onChange=${setSplit} />`}
    </div>`}<//>`;
}

/**
 * How many steps and points are shown.
 * @param {any} data
 * @param {Range | null} view
 */
function told({ timestamps, steps }, view) {
  const loaded = position(timestamps[timestamps.length - 1]) - position(timestamps[0]);
  const share = view && loaded > 0 ? Math.min(1, (view[1] - view[0]) / loaded) : 1;
  const n = Math.max(1, Math.round(share * steps));
  return { n, steps: whole(n), points: whole(Math.max(1, Math.round(share * timestamps.length))) };
}

/** @typedef {[number, number]} Range positions of the first and the last step */

/**
 * The range to load for a view: four tiles of a size at least that of the view, which begin one tile before it. Null for everything.
 * @param {Range} view
 * @param {Range} full
 * @returns {Range | null}
 */
function surroundings([low, high], full) {
  const size = 2 ** Math.ceil(Math.log2(Math.max(high - low, 1)));
  const from = (Math.floor((low - full[0]) / size) - 1) * size + full[0];
  const to = from + 4 * size;
  return from <= full[0] && to >= full[1] ? null : [Math.max(from, full[0]), Math.min(to, full[1])];
}

/**
 * The range moved into the whole; null if it is not smaller.
 * @param {Range} range
 * @param {Range} full
 * @returns {Range | null}
 */
function within([low, high], full) {
  const width = high - low;
  if (width >= full[1] - full[0]) return null;
  const start = Math.max(full[0], Math.min(low, full[1] - width));
  return [start, start + width];
}

/** @param {any} data @param {number} index */
const column = (data, index) => data.values.map((row) => row[index]);
