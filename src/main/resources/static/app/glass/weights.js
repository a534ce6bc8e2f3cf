/** The weight matrices of a network, one of them as a heat map. */
import { html, useMemo, useState } from "../preact.js";
import { call, query, segment } from "../api.js";
import { number, whole } from "../format.js";
import { useResource } from "../hooks.js";
import { known, t } from "../i18n/index.js";
import { Card, Loaded, SelectField, Warnings } from "../ui/parts.js";
import { Heat, Legend, Values } from "./heat.js";
import { largest, signed } from "./scale.js";
import { useTheme, useWidth } from "./space.js";

/** @param {{id: string, member?: string}} props */
export function Weights({ id, member }) {
  const list = useResource((signal) => call(`models/${segment(id)}/weights${query({ member })}`, { signal }), [id, member]);
  const [name, setName] = useState("");
  return html`<${Card} title=${t("glass.weights")}>
    <p class="muted">${t("glass.weights.about")}</p>
    <${Loaded} resource=${list}>${(data) => {
      const chosen = data.matrices.some((matrix) => matrix.name === name) ? name : data.matrices[0].name;
      return html`<div class="fields roomy"><${SelectField} label=${t("glass.matrix")} value=${chosen} onInput=${setName}
          options=${data.matrices.map((matrix) => ({ value: matrix.name, text: `${matrix.name} · ${whole(matrix.rows)} × ${whole(matrix.columns)}` }))} /></div>
        <${Matrix} key=${chosen} id=${id} member=${member} name=${chosen} />`;
    }}<//>
  <//>`;
}

function Matrix({ id, member, name }) {
  const matrix = useResource((signal) => call(`models/${segment(id)}/weights/${segment(name)}${query({ member })}`, { signal }), [id, member, name]);
  return html`<${Loaded} resource=${matrix} tall>${(data) => html`<${Picture} matrix=${data} />`}<//>`;
}

function Picture({ matrix }) {
  const [place, width] = useWidth();
  const theme = useTheme();
  const [at, setAt] = useState({ row: 0, column: 0 });
  const { values, rowNumbers, columnNumbers, blocks } = matrix;
  const columns = useMemo(() => columnNumbers.map((_, c) => values.map((row) => row[c])), [matrix]);
  const scale = useMemo(() => signed(largest(values), theme), [matrix, theme]);
  const height = Math.max(24, Math.min(320, 12 * rowNumbers.length));
  const block = (/** @type {number} */ column) => (blocks.length ? gate(blocks[Math.floor((blocks.length * columnNumbers[column]) / matrix.columns)]) : "");
  const point = (/** @type {PointerEvent} */ event) => {
    const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    const share = (/** @type {number} */ part, /** @type {number} */ all, /** @type {number} */ count) => Math.max(0, Math.min(count - 1, Math.floor((part / all) * count)));
    setAt({ row: share(event.clientY - box.top, height, rowNumbers.length), column: share(event.clientX - box.left, width, columnNumbers.length) });
  };
  const label = t("glass.matrix.label", { name: matrix.name, rows: whole(matrix.rows), columns: whole(matrix.columns), least: number(Math.min(...values.flat())), most: number(Math.max(...values.flat())) });
  return html`<div class="matrix" ref=${place}>
    <${Warnings} warnings=${matrix.warnings} />
    <div class="spread"><output class="small">${t("glass.matrix.at", { row: rowNumbers[at.row], column: columnNumbers[at.column] })}${block(at.column) && `, ${block(at.column)}`}: <strong>${number(values[at.row][at.column])}</strong></output><${Legend} scale=${scale} /></div>
    ${blocks.length > 0 && html`<div class="blocks" aria-hidden="true">${blocks.map((name) => html`<span>${gate(name)}</span>`)}</div>`}
    <div class="stage" style=${{ height: `${height}px` }} onPointerMove=${point} onPointerDown=${point}>
      <${Heat} values=${columns} scale=${scale} left=${0} width=${width} height=${height} label=${label} />
      ${blocks.slice(1).map((_, i) => html`<span class="divider" style=${{ left: `${((i + 1) * width) / blocks.length}px` }}></span>`)}
    </div>
    <${Values} values=${values} label=${matrix.name} head=${t("glass.row")} rowTitle=${(row) => String(rowNumbers[row])} columnTitle=${(column) => `${columnNumbers[column]}${block(column) && ` ${block(column)}`}`} />
  </div>`;
}

/** The name of a gate in the language of the reader. @param {string} name */
export const gate = (name) => (known(`gate.${name}`) ? t(`gate.${name}`) : name);
