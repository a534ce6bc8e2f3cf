/** Models side by side: their errors, and what differs in how they were made. */
import { html } from "../preact.js";
import { call, segment } from "../api.js";
import { aligned, duration, frequencyText, whole } from "../format.js";
import { useResource } from "../hooks.js";
import { t } from "../i18n/index.js";
import { link } from "../router.js";
import { Card, Head, Loaded, Table } from "../ui/parts.js";
import { Curves } from "./curves.js";
import { judged, kind, Skill } from "./skill.js";

const MEASURES = ["mase", "mae", "rmse", "smape"];

/** @param {{ids: string[]}} props */
export function Compare({ ids }) {
  const models = useResource((signal) => Promise.all(ids.map((id) => call(`models/${segment(id)}`, { signal }))), [ids.join()]);
  return html`
    <${Head} title=${t("compare.title")} crumb=${{ path: ["models"], text: t("models.title") }} lead=${t("compare.lead")} />
    <${Loaded} resource=${models} tall>${(all) => html`
      <${Card} title=${t("compare.quality")}><${Rows} label=${t("compare.quality")} models=${all} rows=${qualities(all)} /><//>
      <${Curves} models=${all} />
      <${Card} title=${t("compare.differences")}><${Rows} label=${t("compare.differences")} models=${all} rows=${differences(all)} /><//>`}<//>`;
}

/**
 * A table with a column for each model.
 * @param {{label: string, models: any[], rows: {name: string, cells: unknown[]}[]}} props
 */
const Rows = ({ label, models, rows }) => html`<${Table} label=${label} rows=${rows} columns=${[
  { title: t("name"), head: true, cell: (row) => row.name },
  ...models.map((model, i) => ({ title: html`<a href=${link(["models", model.id])}>${model.name}</a>`, cell: (row) => row.cells[i] })),
]} />`;

/** @param {import("../types.js").Model[]} models */
function qualities(models) {
  const scores = models.map((model) => judged(model.evaluation)?.model);
  return [
    { name: t("model.against"), cells: models.map((model) => html`<${Skill} evaluation=${model.evaluation} />`) },
    ...MEASURES.map((measure) => {
      const values = scores.map((score) => score?.[measure] ?? NaN);
      const least = Math.min(...values.filter(Number.isFinite));
      const format = aligned(values);
      return { name: measure === "smape" ? "sMAPE" : measure.toUpperCase(), cells: values.map((value) => (value === least ? html`<strong class="good">${format(value)}</strong>` : format(value))) };
    }),
    { name: t("compare.forecasts"), cells: models.map((model) => (judged(model.evaluation) ? whole(Number(judged(model.evaluation)?.windows)) : "–")) },
    { name: t("estimate.parameters"), cells: models.map((model) => whole(model.parameters)) },
    { name: t("job.took"), cells: models.map((model) => duration(model.provenance.duration)) },
  ];
}

/** The members of specification and plan that several models have and that differ. @param {import("../types.js").Model[]} models */
function differences(models) {
  const all = models.map((model) => {
    const plan = Object.fromEntries((model.automatic?.plan || []).map((one) => [one.decision, one.value]));
    return flat({ [t("model.kind")]: kind(model), [t("model.horizon")]: model.horizon, [t("data.frequency")]: frequencyText(model.frequency), ...(model.specification || {}), ...plan });
  });
  const names = [...new Set(all.flatMap((one) => Object.keys(one)))];
  return names
    .filter((name) => new Set(all.map((one) => one[name]).filter((value) => value !== undefined)).size > 1)
    .map((name) => ({ name, cells: all.map((one) => one[name] ?? "–") }));
}

/**
 * Members of an object at all depths as text, by their path.
 * @param {object} object
 * @param {string} [path]
 * @returns {Record<string, string>}
 */
function flat(object, path = "") {
  return Object.assign({}, ...Object.entries(object).map(([name, value]) =>
    value !== null && typeof value === "object" && !Array.isArray(value) ? flat(value, `${path}${name}.`) : { [path + name]: Array.isArray(value) ? value.join("-") : String(value ?? "–") }));
}
