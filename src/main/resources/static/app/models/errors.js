/** Where the held-out errors of a model lie: by steps ahead, by series, and over time. */
import { html, useMemo, useState } from "../preact.js";
import { call, segment } from "../api.js";
import { Chart } from "../chart/chart.js";
import { aligned, percent, whole } from "../format.js";
import { useResource } from "../hooks.js";
import { t } from "../i18n/index.js";
import { link } from "../router.js";
import { Card, Loaded, SelectField, Table } from "../ui/parts.js";

const COLORS = ["--baseline", "--series-2", "--series-3", "--series-4", "--series-5", "--history"];

/** @param {{model: import("../types.js").Model}} props */
export function Errors({ model }) {
  const errors = useResource((signal) => call(`models/${segment(model.id)}/errors`, { signal }), [model.id]);
  return html`<${Loaded} resource=${errors} tall>${(data) => data.part === null
    ? html`<${Card} title=${t("errors.steps")}><p class="muted">${t("errors.none")}</p><//>`
    : html`
      <div class="columns">
        ${data.steps.length > 1 && html`<${Steps} steps=${data.steps} />`}
        ${data.worst.length > 1 && html`<${Worst} worst=${data.worst} model=${model} />`}
      </div>
      <div class="columns">
        <${Residuals} residuals=${data.residuals} model=${model} />
        <${Autocorrelation} values=${data.autocorrelation} />
      </div>`}<//>`;
}

/** @param {{steps: import("../types.js").ModelErrors["steps"]}} props */
function Steps({ steps }) {
  const chart = useMemo(() => ({
    steps: steps.map((step) => step.to),
    lines: [
      { label: t("quality.model"), color: "--forecast", width: 2.4, values: steps.map((step) => step.model) },
      ...steps[0].baselines.map((baseline, i) => ({
        label: baseline.name,
        color: COLORS[i % COLORS.length],
        kind: /** @type {const} */ ("dashed"),
        values: steps.map((step) => step.baselines[i].mae),
      })),
    ],
  }), [steps, document.documentElement.lang]);
  return html`<${Card} title=${t("errors.steps")}>
    <${Chart} label=${t("errors.steps")} stepTitle=${t("backtest.step")} frequency="step" steps=${chart.steps} lines=${chart.lines} height=${240} fromZero />
    <p class="muted small">${t("errors.steps.about")}</p>
  <//>`;
}

/** @param {{worst: import("../types.js").ModelErrors["worst"], model: import("../types.js").Model}} props */
function Worst({ worst, model }) {
  const targets = model.columns.filter((column) => column.role === "target").length;
  const mae = aligned(worst.map((one) => one.mae));
  const mase = aligned(worst.map((one) => one.mase ?? NaN));
  return html`<${Card} title=${t("errors.worst")}>
    <${Table} label=${t("errors.worst")} limited rows=${worst} columns=${[
      { title: t("forecast.series"), head: true, cell: (one) => html`<a href=${link(["forecast", model.id], { series: one.seriesId })}>${one.seriesId}</a>` },
      ...(targets > 1 ? [{ title: t("role.target"), cell: (one) => one.target }] : []),
      { title: "MASE", number: true, cell: (one) => mase(one.mase) },
      { title: "MAE", number: true, cell: (one) => mae(one.mae) },
      { title: t("errors.values"), number: true, minor: true, cell: (one) => whole(one.values) },
    ]} />
    <p class="muted small">${t("errors.worst.about")}</p>
  <//>`;
}

/** @param {{residuals: import("../types.js").ModelErrors["residuals"], model: import("../types.js").Model}} props */
function Residuals({ residuals, model }) {
  const [chosen, setChosen] = useState("0");
  const one = residuals[Number(chosen)];
  const chart = useMemo(() => one && {
    steps: one.timestamps,
    lines: [
      { label: t("errors.residual"), color: "--forecast", values: one.values },
      { label: t("errors.mean"), color: "--baseline", kind: /** @type {const} */ ("dashed"), values: one.values.map(() => mean(one.values)) },
    ],
  }, [one, document.documentElement.lang]);
  const name = (/** @type {any} */ part) => (residuals.some((other) => other !== part && other.seriesId === part.seriesId) ? `${part.seriesId} · ${part.target}` : part.seriesId);
  return html`<${Card} title=${t("errors.residuals")} action=${residuals.length > 1 && one.values.length > 1 && html`<${SelectField} label=${t("forecast.series")} value=${chosen} onInput=${setChosen}
      options=${residuals.map((part, i) => ({ value: String(i), text: name(part) }))} />`}>
    ${chart && one.values.length > 1
      ? html`<${Chart} label=${t("errors.residuals")} frequency=${model.frequency} zone=${model.timeZone} ...${chart} height=${240} />`
      : html`<p class="muted">${t("errors.few")}</p>`}
    <p class="muted small">${t("errors.residuals.about")}</p>
  <//>`;
}

/** @param {number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** @param {{values: {lag: number, value: number, bound: number, pairs: number}[]}} props */
function Autocorrelation({ values }) {
  const chart = useMemo(() => ({
    steps: values.map((one) => one.lag),
    lines: [
      { label: t("errors.correlation"), color: "--forecast", kind: /** @type {const} */ ("bars"), values: values.map((one) => one.value) },
      { label: t("errors.bound"), color: "--bad", kind: /** @type {const} */ ("dashed"), values: values.map((one) => one.bound) },
      { label: t("errors.bound.lower"), color: "--bad", kind: /** @type {const} */ ("dashed"), unlisted: true, values: values.map((one) => -one.bound) },
    ],
  }), [values, document.documentElement.lang]);
  const beyond = values.filter((one) => Math.abs(one.value) > one.bound).length;
  // One in twenty lies beyond the bound by chance.
  const many = beyond > Math.max(1, 0.1 * values.length);
  return html`<${Card} title=${t("errors.autocorrelation")} action=${values.length > 0 && html`<span class=${`badge ${many ? "warn" : "good"}`}>${t(many ? "errors.dependent" : "errors.independent", { share: percent(beyond / values.length) })}</span>`}>
    ${values.length > 0
      ? html`<${Chart} label=${t("errors.autocorrelation")} stepTitle=${t("errors.lag")} frequency="step" ...${chart} height=${240} />`
      : html`<p class="muted">${t("errors.few")}</p>`}
    <p class="muted small">${t("errors.autocorrelation.about")}</p>
  <//>`;
}
