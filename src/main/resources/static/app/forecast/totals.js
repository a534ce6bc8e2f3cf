/** The next step, the last step and the sum over the horizon, with their intervals. */
import { html } from "../preact.js";
import { aligned, levelText } from "../format.js";
import { t } from "../i18n/index.js";
import { Facts } from "../ui/parts.js";

export function Totals({ forecast }) {
  const last = forecast.mean.length - 1;
  const steps = [0, last].flatMap((step) => [forecast.median[step], ...forecast.intervals.flatMap((one) => [one.lower[step], one.upper[step]])]);
  const format = aligned(steps);
  const at = (/** @type {number} */ step) => html`${format(forecast.median[step])}${forecast.intervals.map((one) => range(one.level, format(one.lower[step]), format(one.upper[step])))}`;
  return html`<${Facts} large facts=${[
    [t("totals.next"), at(0)],
    [t("totals.last", { n: last + 1 }), last > 0 ? at(last) : null],
    [t("totals.sum", { n: last + 1 }), forecast.total && last > 0 ? html`<${Sum} total=${forecast.total} />` : null],
  ]} />`;
}

function Sum({ total }) {
  const format = aligned([total.median, ...total.intervals.flatMap((one) => [one.lower, one.upper])]);
  return html`${format(total.median)}${total.intervals.map((one) => range(one.level, format(one.lower), format(one.upper)))}`;
}

/** @param {number} level @param {string} lower @param {string} upper */
const range = (level, lower, upper) => html`<div class="small muted">${levelText(level)}: ${lower} … ${upper}</div>`;
