/** The small parts that all screens use. */
import { html, useRef, useState } from "../preact.js";
import { t } from "../i18n/index.js";
import { link } from "../router.js";

/** A card with a title. `level` is that of its heading. */
export function Card({ title = null, action = null, children, level = 2 }) {
  return html`<section class="card">
    ${title && html`<header>${level === 2 ? html`<h2>${title}</h2>` : html`<h3>${title}</h3>`}${action}</header>`}
    ${children}
  </section>`;
}

/** The title of a screen, with its actions. @param {{title: unknown, lead?: unknown, crumb?: {path: string[], text: string} | null, children?: unknown}} props */
export function Head({ title, lead = null, crumb = null, children = null }) {
  return html`<div class="head">
    <div>
      ${crumb && html`<a class="crumb" href=${link(crumb.path)}>${crumb.text}</a>`}
      <h1>${title}</h1>
      ${lead && html`<p class="lead">${lead}</p>`}
    </div>
    ${children && html`<div class="row">${children}</div>`}
  </div>`;
}

export const Skeleton = ({ lines = 3, tall = false }) =>
  html`<div class="stack" role="status" aria-label=${t("loading")}>
    ${tall ? html`<div class="skeleton tall"></div>` : Array.from({ length: lines }, () => html`<div class="skeleton"></div>`)}
  </div>`;

export const Empty = ({ text, children = null }) => html`<div class="empty"><p>${text}</p>${children}</div>`;

/**
 * A problem of the service, without the faults that fields already show.
 * @param {{problem?: import("../api.js").Problem, shown?: string[]}} props
 */
export function ProblemNote({ problem, shown = [] }) {
  if (!problem) return null;
  if (problem.status === 0) return html`<div class="note warn" role="alert">${t("problem.lost")}</div>`;
  const rest = problem.besides(shown);
  if (problem.errors.length && !rest.length) return null;
  return html`<div class="note bad" role="alert" lang="en">
    <strong>${problem.title}</strong>
    ${rest.length
      ? html`<ul>${rest.map((fault) => html`<li>${place(fault)}${fault.detail}</li>`)}</ul>`
      : html`<span>${problem.message}</span>`}
  </div>`;
}

/** @param {import("../api.js").Fault} fault */
function place(fault) {
  if (fault.line) return html`<strong>${t("problem.line", { line: fault.line })}${fault.column ? t("problem.column", { column: fault.column }) : ""}: </strong>`;
  const where = fault.pointer || fault.parameter;
  return where ? html`<code>${where}</code> ` : null;
}

/** Loads, shows the problem, or renders the data. */
export function Loaded({ resource, children, lines = 3, tall = false }) {
  if (resource.data !== undefined) return html`${resource.problem && html`<${ProblemNote} problem=${resource.problem} />`}${children(resource.data)}`;
  if (resource.problem) return html`<${ProblemNote} problem=${resource.problem} />`;
  return html`<${Skeleton} lines=${lines} tall=${tall} />`;
}

let fields = 0;

/**
 * A labelled control with a hint and what is wrong with it.
 * @param {{label: string, hint?: unknown, fault?: string, children: (attributes: object) => unknown}} props
 */
export function Field({ label, hint = null, fault = undefined, children }) {
  const [id] = useState(() => `field-${++fields}`);
  const attributes = { id, "aria-describedby": hint || fault ? `${id}-about` : undefined, "aria-invalid": fault ? "true" : undefined };
  return html`<div class="field" data-bad=${fault ? "" : undefined}>
    <label for=${id}>${label}</label>
    ${children(attributes)}
    <div id=${`${id}-about`}>
      ${fault && html`<div class="fault" lang="en">${fault}</div>`}
      ${hint && html`<div class="hint">${hint}</div>`}
    </div>
  </div>`;
}

/** A text or number in a labelled field. */
export const TextField = ({ label, value, onInput, hint = null, fault = undefined, ...rest }) =>
  html`<${Field} label=${label} hint=${hint} fault=${fault}>
    ${(attributes) => html`<input ...${attributes} ...${rest} value=${value} onInput=${(event) => onInput(event.target.value)} />`}
  <//>`;

/** A choice in a labelled field. @param {{label: string, value: string, onInput: (value: string) => void, options: {value: string, text: string}[], hint?: unknown, fault?: string}} props */
export const SelectField = ({ label, value, onInput, options, hint = null, fault = undefined }) =>
  html`<${Field} label=${label} hint=${hint} fault=${fault}>
    ${(attributes) => html`<select ...${attributes} value=${value} onChange=${(event) => onInput(event.target.value)}>
      ${options.map((option) => html`<option value=${option.value} selected=${option.value === value}>${option.text}</option>`)}
    </select>`}
  <//>`;

/** A choice of one of few. */
export const Segments = ({ label, value, onInput, options }) =>
  html`<div class="segments" role="group" aria-label=${label}>
    ${options.map((option) => html`<button type="button" aria-pressed=${String(option.value === value)} onClick=${() => onInput(option.value)}>${option.text}</button>`)}
  </div>`;

/** Facts as a list of names and values. @param {{facts: [string, unknown][], large?: boolean}} props */
export const Facts = ({ facts, large = false }) =>
  html`<dl class=${large ? "facts figures" : "facts"}>
    ${facts.filter(([, value]) => value !== null && value !== undefined).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
  </dl>`;

/**
 * A table. The cells of a `head` column are the headings of their rows; a phone does not show `minor` columns, and stacks the cells of
 * a `stacked` table.
 * @param {{columns: {title: string, cell: (row: any, index: number) => unknown, number?: boolean, head?: boolean, minor?: boolean}[], rows: any[], limited?: boolean, stacked?: boolean, label: string}} props
 */
export function Table({ columns, rows, limited = false, stacked = false, label }) {
  const look = (/** @type {{number?: boolean, minor?: boolean}} */ column) => `${column.number ? "number" : ""}${column.minor ? " minor" : ""}`;
  return html`<div class=${`table${limited ? " limited" : ""}${stacked ? " stacked" : ""}`} tabindex="0" role="region" aria-label=${label}>
    <table>
      <thead><tr>${columns.map((column) => (column.title ? html`<th scope="col" class=${look(column)}>${column.title}</th>` : html`<td class=${look(column)}></td>`))}</tr></thead>
      <tbody>${rows.map((row, index) => html`<tr>${columns.map((column) =>
        column.head
          ? html`<th scope="row">${column.cell(row, index)}</th>`
          : html`<td class=${look(column)}>${column.cell(row, index)}</td>`)}</tr>`)}</tbody>
    </table>
  </div>`;
}

/** Sentences of the service about a model, a job or a forecast. */
export const Warnings = ({ warnings }) =>
  warnings && warnings.length > 0
    ? html`<div class="note warn"><strong>${t("warnings")}</strong>
        ${warnings.length === 1 ? html`<span lang="en">${warnings[0]}</span>` : html`<ul lang="en">${warnings.map((one) => html`<li>${one}</li>`)}</ul>`}</div>`
    : null;

/** @type {Record<string, string>} */
const TONES = { queued: "", running: "accent", paused: "warn", succeeded: "good", failed: "bad", cancelled: "warn" };

export const State = ({ state }) => html`<span class=${`badge ${TONES[state] || ""}`}>${t(`state.${state}`)}</span>`;

/** A share of the whole as a bar with its text. @param {{share: number}} props */
export const Meter = ({ share }) =>
  html`<span class="meter" aria-hidden="true"><span style=${{ width: `${Math.round(1000 * Math.max(0, Math.min(1, share))) / 10}%` }}></span></span>`;

/** Text to copy. */
export function Copy({ text, label }) {
  const [copied, setCopied] = useState(false);
  const block = useRef(/** @type {HTMLElement | null} */ (null));
  const copy = async () => {
    // A page that is neither local nor encrypted has no clipboard; there the text is selected.
    if (!navigator.clipboard) return getSelection()?.selectAllChildren(/** @type {HTMLElement} */ (block.current));
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  return html`<div class="copy">
    <div class="code-block" tabindex="0" role="region" aria-label=${label}><pre ref=${block}>${text}</pre></div>
    <div><button type="button" onClick=${copy}>${copied ? t("copied") : t("copy")}</button></div>
  </div>`;
}

/** A button that asks once more before it deletes something. */
export function DeleteButton({ action }) {
  const [asked, setAsked] = useState(false);
  return asked
    ? html`<span class="row"><button type="button" class="danger" disabled=${action.running} onClick=${() => action.run()}>${t("delete.sure")}</button>
        <button type="button" class="quiet" onClick=${() => setAsked(false)}>${t("keep")}</button></span>`
    : html`<button type="button" onClick=${() => setAsked(true)}>${t("delete")}</button>`;
}

/** Saves a file of the reader. @param {string} name @param {Blob} content */
export function save(name, content) {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(content);
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 1000);
}
