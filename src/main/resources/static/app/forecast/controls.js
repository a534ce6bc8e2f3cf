/** What is forecast, how far, from when, and with which intervals. */
import { html } from "../preact.js";
import { levelText } from "../format.js";
import { t } from "../i18n/index.js";
import { Field, SelectField } from "../ui/parts.js";
import { BASELINES } from "./baselines.js";
import { seasonOf } from "./picture.js";

const LEVELS = [50, 60, 70, 80, 90, 95, 98, 99];

/** @typedef {{series: string, target: string, horizon: number, levels: number[], back: number, baselines: string[], kept: boolean}} Choice */

/**
 * @param {{model: import("../types.js").Model, dataset: import("../types.js").Dataset, series: any[], chosen?: string, targets: string[], choice: Choice, change: (part: Partial<Choice>) => void, most: number, problem?: import("../api.js").Problem}} props
 *     `most` is the number of steps that the origin can go back
 */
export function Controls({ model, dataset, series, chosen, targets, choice, change, most, problem }) {
  const back = Math.max(0, Math.min(most, 6 * model.horizon));
  const names = Object.keys(BASELINES).filter((name) => name !== "seasonal-naive" || seasonOf(model) > 1);
  return html`<div class="fields roomy">
    ${dataset.shape.series > 1 && html`<${Field} label=${t("forecast.series")} hint=${dataset.shape.series > series.length ? t("forecast.series.hint") : null}>
      ${(attributes) => html`<input ...${attributes} list="series-ids" value=${chosen || ""} onChange=${(event) => change({ series: event.target.value })} />
        <datalist id="series-ids">${series.map((one) => html`<option value=${one.id}></option>`)}</datalist>`}<//>`}
    ${targets.length > 1 && html`<${SelectField} label=${t("role.target")} value=${choice.target} onInput=${(target) => change({ target })} options=${targets.map((value) => ({ value, text: value }))} />`}
    <${Slider} label=${t("forecast.horizon", { n: choice.horizon })} fault=${problem?.at("/horizon")} hint=${choice.horizon > model.horizon ? t("forecast.beyond", { n: model.horizon }) : null}
      least=${1} most=${Math.max(4 * model.horizon, 12)} value=${choice.horizon} onInput=${(horizon) => change({ horizon })} />
    <${Slider} label=${choice.back ? t("forecast.back", { n: choice.back }) : t("forecast.now")} hint=${choice.back ? t("forecast.back.hint") : null}
      least=${0} most=${back} value=${choice.back} onInput=${(steps) => change({ back: steps })} />
    ${choice.levels.map((level, i) => html`<${Level} key=${i} level=${level} others=${choice.levels.filter((_, other) => other !== i)} label=${t(i === 0 ? "forecast.inner" : "forecast.outer", { level: levelText(level) })}
      fault=${i === 0 ? undefined : problem?.at("/levels")} onInput=${(chosenLevel) => change({ levels: choice.levels.map((old, other) => (other === i ? chosenLevel : old)) })} />`)}
    <fieldset class="field"><legend>${t("forecast.baseline")}</legend><div class="row">
      ${names.map((name) => html`<label class="check"><input type="checkbox" checked=${choice.baselines.includes(name)}
        onChange=${(event) => change({ baselines: names.filter((one) => (one === name ? event.target.checked : choice.baselines.includes(one))) })} />${t(`baseline.${name}`)}</label>`)}
      <label class="check"><input type="checkbox" checked=${choice.kept} onChange=${(event) => change({ kept: event.target.checked })} />${t("picture.kept")}</label>
    </div></fieldset>
  </div>`;
}

/** @param {{label: string, least: number, most: number, value: number, onInput: (value: number) => void, hint?: string | null, fault?: string, text?: string}} props */
const Slider = ({ label, least, most, value, onInput, hint = null, fault = undefined, text = undefined }) => html`<${Field} label=${label} hint=${hint} fault=${fault}>
  ${(attributes) => html`<input ...${attributes} type="range" min=${least} max=${most} value=${value} aria-valuetext=${text} disabled=${most <= least}
    onInput=${(event) => onInput(Math.max(least, Math.min(most, Math.round(Number(event.target.value) || least))))} />`}<//>`;

/** A level of an interval; no two intervals have the same. @param {{label: string, level: number, others: number[], fault?: string, onInput: (level: number) => void}} props */
function Level({ label, level, others, fault, onInput }) {
  const choices = LEVELS.filter((one) => others.every((other) => one !== other && one > other === level > other));
  return html`<${Slider} label=${label} least=${0} most=${choices.length - 1} value=${choices.indexOf(level)} text=${levelText(level)} fault=${fault} onInput=${(at) => onInput(choices[at])} />`;
}
