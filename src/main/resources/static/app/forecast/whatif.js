/** Other values of the columns known ahead: "what if". */
import { html } from "../preact.js";
import { aligned, stepText } from "../format.js";
import { t } from "../i18n/index.js";
import { Card, SelectField, Table } from "../ui/parts.js";

const MOST_ROWS = 168;

/** The columns known ahead that the model reads. @param {import("../types.js").Model} model @returns {string[]} */
export const aheadColumns = (model) => {
  const known = model.columns.filter((one) => one.role === "future-covariate").map((one) => one.name);
  return (model.automatic?.ensemble.effect?.columns ?? []).map((one) => one.column).filter((name) => known.includes(name));
};

/**
 * The edited values as a request has them; null keeps the value of the series. What is no number is sent as text: the service says
 * what is wrong with it.
 * @param {Record<string, Record<number, string>>} edits by column and step ahead, from 0
 * @param {string[]} columns
 * @param {number} horizon
 */
export function aheadParts(edits, columns, horizon) {
  const value = (/** @type {string | undefined} */ text) => (text === undefined || text.trim() === "" ? null : Number.isFinite(Number(text)) ? Number(text) : text);
  const parts = columns
    .filter((column) => Object.values(edits[column] || {}).some((text) => text.trim() !== ""))
    .map((column) => ({ column, values: Array.from({ length: horizon }, (_, i) => value(edits[column][i])) }));
  return parts.length ? parts : undefined;
}

export function WhatIf({ columns, history, origin, steps, horizon, frequency, zone, edits, setEdits, missing, setMissing, effects, problem }) {
  const text = stepText(frequency, zone);
  const known = (/** @type {string} */ column, /** @type {number} */ i) => history.values[origin + 1 + i]?.[history.columns.indexOf(column)];
  const edit = (/** @type {string} */ column, /** @type {number} */ i, /** @type {string} */ typed) => setEdits({ ...edits, [column]: { ...edits[column], [i]: typed } });
  const effect = (/** @type {string} */ column) => effects?.find((one) => one.column === column)?.difference;
  const format = aligned((effects || []).flatMap((one) => one.difference));
  const name = (/** @type {number} */ i) => (steps[i] === undefined ? t("whatif.step", { n: i + 1 }) : text(steps[i]));
  return html`<${Card} title=${t("whatif.title")} action=${html`<button type="button" class="quiet" onClick=${() => setEdits({})}>${t("whatif.reset")}</button>`}>
    <p class="muted small prose">${t("whatif.about")}</p>
    <div class="fields"><${SelectField} label=${t("whatif.missing")} value=${missing} onInput=${setMissing} fault=${problem?.at("/missingAhead")}
      options=${["", "last", "mean"].map((value) => ({ value, text: t(`whatif.missing.${value || "refuse"}`) }))} /></div>
    ${problem?.at("/ahead") && html`<div class="field"><div class="fault" role="alert" lang="en">${problem.at("/ahead")}</div></div>`}
    <${Table} label=${t("whatif.title")} limited rows=${Array.from({ length: Math.min(horizon, MOST_ROWS) }, (_, i) => i)} columns=${[
      { title: t("chart.time"), head: true, cell: name },
      ...columns.flatMap((column) => [
        {
          title: column,
          cell: (i) => html`<input inputmode="decimal" aria-label=${`${column}, ${name(i)}`} placeholder=${known(column, i) == null ? "" : String(known(column, i))}
            value=${edits[column]?.[i] ?? ""} onInput=${(event) => edit(column, i, event.target.value)} />`,
        },
        { title: t("whatif.effect", { column }), number: true, cell: (i) => format(effect(column)?.[i]) },
      ]),
    ]} />
  <//>`;
}
