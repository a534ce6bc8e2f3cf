/** What is forecast, how far, from when, and with which intervals. */
import { html } from "../preact.js";
import { levelText } from "../format.js";
import { t } from "../i18n/index.js";
import { Field, SelectField } from "../ui/parts.js";
import { seasonOf } from "./picture.js";

const LEVELS = [50, 80, 90, 95, 99];

export function Controls({ model, dataset, series, chosen, targets, choice, change, most, problem }) {
  const number = (/** @type {any} */ event, /** @type {number} */ least, /** @type {number} */ greatest) => Math.max(least, Math.min(greatest, Math.round(Number(event.target.value) || least)));
  const back = Math.max(0, Math.min(most, 6 * model.horizon));
  return html`<div class="fields">
    ${dataset.shape.series > 1 && html`<${Field} label=${t("forecast.series")} hint=${dataset.shape.series > series.length ? t("forecast.series.hint") : null}>
      ${(attributes) => html`<input ...${attributes} list="series-ids" value=${chosen || ""} onChange=${(event) => change({ series: event.target.value })} />
        <datalist id="series-ids">${series.map((one) => html`<option value=${one.id}></option>`)}</datalist>`}<//>`}
    ${targets.length > 1 && html`<${SelectField} label=${t("role.target")} value=${choice.target} onInput=${(target) => change({ target })} options=${targets.map((value) => ({ value, text: value }))} />`}
    <${Field} label=${t("forecast.horizon", { n: choice.horizon })} fault=${problem?.at("/horizon")} hint=${choice.horizon > model.horizon ? t("forecast.beyond", { n: model.horizon }) : null}>
      ${(attributes) => html`<input ...${attributes} type="range" min="1" max=${Math.max(4 * model.horizon, 12)} value=${choice.horizon} onInput=${(event) => change({ horizon: number(event, 1, 10000) })} />`}<//>
    <${Field} label=${choice.back ? t("forecast.back", { n: choice.back }) : t("forecast.now")} hint=${choice.back ? t("forecast.back.hint") : null}>
      ${(attributes) => html`<input ...${attributes} type="range" min="0" max=${back} value=${choice.back} disabled=${back === 0} onInput=${(event) => change({ back: number(event, 0, back) })} />`}<//>
    <${SelectField} label=${t("forecast.baseline")} value=${choice.baseline} onInput=${(baseline) => change({ baseline })}
      options=${["", "naive", ...(seasonOf(model) > 1 ? ["seasonal-naive"] : [])].map((value) => ({ value, text: t(`baseline.${value || "none"}`) }))} />
    <fieldset class="field double"><legend>${t("forecast.levels")}</legend><div class="row">${LEVELS.map((level) => html`<label class="check"><input type="checkbox" checked=${choice.levels.includes(level)}
        onChange=${(event) => change({ levels: LEVELS.filter((one) => (one === level ? event.target.checked : choice.levels.includes(one))) })} />${levelText(level)}</label>`)}</div>
      ${problem?.at("/levels") && html`<div class="fault" lang="en">${problem.at("/levels")}</div>`}</fieldset>
  </div>`;
}
