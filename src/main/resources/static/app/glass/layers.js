/** The series, the states, gates and gradients of each layer on one time axis, with a cursor over all of them. */
import { html, useMemo, useState } from "../preact.js";
import { aligned, number, stepText } from "../format.js";
import { t } from "../i18n/index.js";
import { Card, Field, Segments, Table } from "../ui/parts.js";
import { largest, open, signed, stretched } from "./scale.js";
import { space, useTheme, useWidth } from "./space.js";
import { HeatRow, LineRow } from "./track.js";
import { Unrolled } from "./unrolled.js";
import { gate } from "./weights.js";

const COLORS = ["--forecast", "--series-2", "--series-3", "--series-4", "--series-5"];

/** @param {{trace: any, model: any}} props */
export function Layers({ trace, model }) {
  const [place, width] = useWidth();
  const theme = useTheme();
  const [cursor, setCursor] = useState({ step: -1, unit: 0 });
  const { series, layers } = trace;
  const text = useMemo(() => stepText(model.frequency, model.timeZone), [model, document.documentElement.lang]);
  const steps = series.times.length;
  const axis = useMemo(() => space(width, series.first, steps), [width, series.first, steps]);
  const at = { step: Math.max(series.first, Math.min(series.first + steps - 1, cursor.step)), unit: cursor.unit };
  const time = (/** @type {number} */ step) => text(series.times[Math.max(0, Math.min(steps - 1, step - series.first))]);
  const hidden = useMemo(() => signed(1, theme), [theme]);
  const relu = useMemo(() => signed(Math.max(1, ...layers.map((layer) => largest(layer.hidden))), theme), [layers, theme]);
  const states = trace.cell.activation === "relu" ? relu : hidden;
  const units = Math.max(...layers.map((layer) => layer.unitNumbers.length));
  const shared = { space: axis, cursor: at, onCursor: setCursor, time };
  return html`<div class="stack roomy" ref=${place}>${width > 0 && html`
    <${Card} title=${t("glass.unrolled")}>
      <p class="muted">${t("glass.unrolled.about")}</p>
      <${Unrolled} layers=${layers} cursor=${at} width=${width - 42} scale=${states} time=${time} cell=${t(`cell.${trace.cell.type}`)}
        reads=${(step) => series.values[step - series.first] ?? null} forecast=${trace.forecast} />
    <//>
    <${Card} title=${t("glass.time")}>
      <div class="fields roomy">
        <${Field} label=${t("glass.cursor", { time: time(at.step) })}>
          ${(attributes) => html`<input ...${attributes} type="range" min=${series.first} max=${series.first + steps - 1} value=${at.step} onInput=${(event) => setCursor({ ...at, step: Number(event.target.value) })} />`}<//>
        <${Field} label=${t("glass.unit", { n: unitText(layers, at.unit) })}>
          ${(attributes) => html`<input ...${attributes} type="range" min="0" max=${units - 1} value=${Math.min(at.unit, units - 1)} disabled=${units < 2} onInput=${(event) => setCursor({ ...at, unit: Number(event.target.value) })} />`}<//>
      </div>
      <${Readings} trace=${trace} cursor=${at} />
      <${Tracks} trace=${trace} states=${states} theme=${theme} shared=${{ ...shared, space: space(width - 42, series.first, steps) }} />
    <//>`}</div>`;
}

/** @param {any[]} layers @param {number} unit */
const unitText = (layers, unit) => layers[0].unitNumbers[Math.min(unit, layers[0].unitNumbers.length - 1)];

/** The values of all pictures at the cursor. */
function Readings({ trace, cursor }) {
  const { series, layers } = trace;
  const value = series.values[cursor.step - series.first];
  const rows = [
    { name: t("glass.hidden"), of: (layer, t, u) => layer.hidden[t][u] },
    ...(layers[0].cellState ? [{ name: t("glass.cellState"), of: (layer, t, u) => layer.cellState[t][u] }] : []),
    ...layers[0].gates.map((one, g) => ({ name: gate(one.name), of: (layer, t, u) => layer.gates[g].values[t][u] })),
    { name: t("glass.gradient"), of: (layer, t) => layer.gradientNorms[t] },
  ];
  const cell = (layer, row) => {
    const at = Math.floor((cursor.step - layer.first) / layer.span);
    if (at < 0 || at >= layer.hidden.length) return "–";
    return number(row.of(layer, at, Math.min(cursor.unit, layer.unitNumbers.length - 1)));
  };
  return html`<p>${t("glass.value")}: <strong>${number(value)}</strong> · ${t("glass.forecast", { n: trace.step })}: <strong>${number(trace.forecast)}</strong></p>
    <details class="values"><summary>${t("glass.readings")}</summary><${Table} label=${t("glass.readings")} rows=${rows} columns=${[
      { title: t("glass.reading"), head: true, cell: (row) => row.name },
      ...layers.map((layer) => ({ title: layer.name, number: true, cell: (row) => cell(layer, row) })),
    ]} /></details>`;
}

function Tracks({ trace, states, theme, shared }) {
  const [stretch, setStretch] = useState(false);
  const { series, layers } = trace;
  const gates = useMemo(open, []);
  const candidate = useMemo(() => signed(1, theme), [theme]);
  const observed = series.values.map((value, i) => [series.first + i, value]);
  return html`
    <${LineRow} ...${shared} title=${t("glass.series", { series: trace.seriesId })} label=${t("glass.series", { series: trace.seriesId })} lines=${[
      { name: t("glass.before"), color: "--history", points: observed.filter(([step]) => step < 0) },
      ...(observed.some(([step, value]) => step >= 0 && value !== null) ? [{ name: t("glass.after"), color: "--actual", dotted: true, points: observed.filter(([step]) => step >= 0) }] : []),
      { name: t("glass.forecast", { n: trace.step }), color: "--forecast", points: [[trace.step - 1, trace.forecast]] },
    ]} />
    <${LineRow} ...${shared} title=${t("glass.gradients")} label=${t("glass.gradients")} log lines=${layers.map((layer, l) => ({
      name: layer.name, color: COLORS[l % COLORS.length], points: spread(layer),
    }))} />
    <div class="row"><span class="label">${t("glass.colors")}</span><${Segments} label=${t("glass.colors")} value=${String(stretch)} onInput=${(value) => setStretch(value === "true")}
      options=${[{ value: "false", text: t("glass.colors.whole") }, { value: "true", text: t("glass.colors.values") }]} /></div>
    ${layers.map((layer) => html`<${Layer} key=${layer.name} layer=${layer} states=${states} gates=${gates} candidate=${candidate} theme=${theme} stretch=${stretch} shared=${shared} />`)}`;
}

/** The norm of each step at the last step of the series that it covers. @param {any} layer @returns {[number, number][]} */
const spread = (layer) => layer.gradientNorms.map((/** @type {number} */ norm, /** @type {number} */ t) => [layer.first + (t + 1) * layer.span - 1, norm]);

function Layer({ layer, states, gates, candidate, theme, stretch, shared }) {
  const pictures = useMemo(() => [
    { name: t("glass.hidden"), values: layer.hidden, scale: states },
    ...(layer.cellState ? [{ name: t("glass.cellState"), values: layer.cellState, scale: signed(largest(layer.cellState), theme) }] : []),
    ...layer.gates.map((one) => ({ name: gate(one.name), values: one.values, scale: one.name === "candidate" ? candidate : gates })),
  ].map((one) => ({ ...one, label: label(layer, one.name, one.values), scale: stretch ? stretched(one.scale, one.values) : one.scale })),
  [layer, states, theme, stretch, document.documentElement.lang]);
  return html`<section class="stack"><h3>${t("glass.layer", { n: layer.units, name: layer.name })}</h3>
    ${pictures.map((one) => html`<${HeatRow} key=${one.name} ...${shared} layer=${layer} title=${one.name} label=${one.label} values=${one.values} scale=${one.scale} />`)}
  </section>`;
}

/** What a heat map shows, for screen readers. @param {any} layer @param {string} name @param {number[][]} values */
function label(layer, name, values) {
  const all = values.flat();
  const format = aligned(all);
  return t("glass.heat.label", { name, layer: layer.name, units: layer.unitNumbers.length, steps: values.length, least: format(Math.min(...all)), most: format(Math.max(...all)) });
}
