/** The picture of a forecast: history up to the origin, median, intervals, and what came later. */
import { html, useMemo, useState } from "../preact.js";
import { Chart, position } from "../chart/chart.js";
import { levelText } from "../format.js";
import { t } from "../i18n/index.js";
import { judged } from "../models/skill.js";
import { Segments } from "../ui/parts.js";
import { BASELINES } from "./baselines.js";
import { keptLines } from "./kept.js";

const BASELINE_COLORS = ["--baseline", "--series-3", "--series-5"];
/** Steps of history for each step of the horizon, and at least. */
const LENGTHS = { short: [4, 48], medium: [10, 120], long: [Infinity, Infinity] };

/**
 * @param {{model: import("../types.js").Model, dataset: import("../types.js").Dataset, history: import("./history.js").History, column: number, origin: number, forecast: import("../types.js").SeriesForecast, baselines: string[], kept: import("../types.js").KeptForecast[], onPlot: (plot: any, chart: Pick<import("../chart/chart.js").Chart, "lines" | "bands" | "marks">) => void}} props
 *     `kept` are forecasts that were kept earlier
 */
export function ForecastChart({ model, dataset, history, column, origin, forecast, baselines, kept, onPlot }) {
  const [length, setLength] = useState("medium");
  const horizon = forecast.mean.length;
  const chart = useMemo(() => {
    const [times, least] = LENGTHS[/** @type {keyof typeof LENGTHS} */ (length)];
    const first = Math.max(0, origin + 1 - Math.max(times * horizon, least));
    const past = history.timestamps.slice(first, origin + 1);
    const ahead = /** @type {(string | number)[]} */ (forecast.timestamps || forecast.steps);
    const observed = history.values.map((row) => row[column]);
    // Everything ahead is drawn from the last observed value.
    const before = [...new Array(past.length - 1).fill(null), observed[origin]];
    const behind = (/** @type {(number | null)[]} */ values) => [...before, ...values];
    const later = Array.from({ length: horizon }, (_, i) => observed[origin + 1 + i] ?? null);
    const target = history.columns[column];
    const lines = [
      { label: t("picture.observed"), color: "--history", values: [...observed.slice(first, origin + 1), ...new Array(horizon).fill(null)] },
      ...baselines.map((name, i) => ({ label: t(`baseline.${name}`), color: BASELINE_COLORS[i], anchored: true, kind: /** @type {const} */ ("dashed"), values: behind(BASELINES[name](observed, origin, horizon, seasonOf(model))) })),
      ...keptLines(kept, target, history.timestamps, first, origin, past.length + horizon),
      ...(later.some((value) => value !== null) ? [{ label: t("picture.later"), color: "--actual", anchored: true, values: behind(later) }] : []),
      { label: t("picture.median"), color: "--forecast", width: 2, anchored: true, values: behind(forecast.median) },
    ];
    const bands = [...forecast.intervals].sort((a, b) => b.level - a.level).map((interval, i, all) => ({
      label: levelText(interval.level),
      color: i === all.length - 1 && all.length > 1 ? "--band-inner" : "--band-outer",
      lower: behind(interval.lower),
      upper: behind(interval.upper),
    }));
    return { steps: [...past, ...ahead], lines, bands, anchor: past.length - 1, marks: [{ x: position(history.timestamps[origin]), label: t("picture.origin") }] };
  }, [history, column, origin, forecast, baselines, kept, length, document.documentElement.lang]);
  return html`<div class="stack">
    <${Chart} label=${t("picture.label")} ...${chart} frequency=${dataset.frequency} zone=${dataset.timeZone} height=${360} onPlot=${(plot) => onPlot(plot, chart)} />
    <div class="row"><span class="small muted">${t("picture.history")}</span>
      <${Segments} label=${t("picture.history")} value=${length} onInput=${setLength} options=${Object.keys(LENGTHS).map((value) => ({ value, text: t(`picture.${value}`) }))} /></div>
  </div>`;
}

/** Steps of the season that the model uses; 1 if there is none. @param {import("../types.js").Model} model */
export function seasonOf(model) {
  const planned = model.automatic?.plan.find((one) => one.decision === "season")?.value;
  return Number(planned) || model.evaluation.seasons?.seasonalNaive?.steps || judged(model.evaluation)?.season || 1;
}
