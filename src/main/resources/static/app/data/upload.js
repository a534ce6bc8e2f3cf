/** An upload: a file, what was understood of it, and corrections before it is kept. */
import { html, useState } from "../preact.js";
import { call, query, segment } from "../api.js";
import { frequencyText, timeRange, whole } from "../format.js";
import { useAction, useDraft } from "../hooks.js";
import { t } from "../i18n/index.js";
import { link } from "../router.js";
import { Card, Head, ProblemNote, SelectField, TextField } from "../ui/parts.js";
import { SeriesChart } from "./series.js";
import { Roles, roleParameters } from "./roles.js";
import { Understood } from "./understood.js";

const NONE = { name: "", timeColumn: "", seriesColumn: "", targets: "", futureCovariates: "", pastCovariates: "", frequency: "", timeZone: "", decimal: "", layout: "", onDuplicate: "", onGap: "" };
const COLUMNS = ["timeColumn", "seriesColumn", "targets", "futureCovariates", "pastCovariates"];
const PARAMETERS = Object.keys(NONE);
const CHOICES = {
  decimal: ["point", "comma"],
  layout: ["long", "wide"],
  onDuplicate: ["fail", "first", "last", "mean"],
  onGap: ["fail", "null", "interpolate"],
};

/** @typedef {{dataset: any, series: string, head: string}} Read an upload, its first series, and the beginning of the file */

export function Upload() {
  const [file, setFile] = useState(/** @type {File | null} */ (null));
  const [choices, change, reset] = useDraft("upload", NONE);
  const [read, setRead] = useState(/** @type {Read | null} */ (null));
  const [roles, setRoles] = useState(/** @type {Record<string, string>} */ ({}));

  const upload = useAction(async (/** @type {File} */ chosen) => {
    const form = new FormData();
    form.append("file", chosen);
    const parameters = { ...choices, ...(read ? roleParameters(read.dataset, roles) : {}) };
    const dataset = await call(`datasets${query(parameters)}`, { body: form });
    if (read) await call(`datasets/${segment(read.dataset.id)}`, { method: "DELETE" });
    const series = (await call(`datasets/${segment(dataset.id)}/series?limit=1`)).items[0].id;
    setRoles({});
    setRead({ dataset, series, head: await beginning(chosen) });
  });
  const choose = (/** @type {File | undefined} */ chosen) => {
    if (!chosen) return;
    setFile(chosen);
    upload.run(chosen);
  };
  const discard = useAction(async () => {
    if (read) await call(`datasets/${segment(read.dataset.id)}`, { method: "DELETE" });
    reset();
    setRead(null);
    setFile(null);
  });

  return html`
    <${Head} title=${t("upload.title")} crumb=${{ path: ["data"], text: t("data.title") }} lead=${t("upload.lead")} />
    ${!read && html`<${Drop} file=${file} running=${upload.running} onChoose=${choose} />`}
    <${ProblemNote} problem=${upload.problem} shown=${PARAMETERS} />
    ${read && html`<${Result} read=${read} />`}
    <${Card} title=${t(read ? "upload.correct" : "upload.choices")}>
      <form class="stack" onSubmit=${(event) => { event.preventDefault(); if (file) upload.run(file); }}>
        ${read && html`<${Roles} dataset=${read.dataset} roles=${roles} onChange=${(name, role) => setRoles({ ...roles, [name]: role })} />`}
        <${Choices} choices=${choices} change=${change} columns=${!read} problem=${upload.problem} />
        ${file && html`<div class="row">
          <button type="submit" disabled=${upload.running}>${t(upload.running ? "upload.reading" : "upload.again")}</button>
          ${read && html`<button type="button" class="quiet" onClick=${() => discard.run()}>${t("upload.discard")}</button>`}
        </div>`}
      </form>
    <//>`;
}

function Drop({ file, running, onChoose }) {
  const [over, setOver] = useState(false);
  const drag = (/** @type {boolean} */ inside) => (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    setOver(inside);
  };
  return html`<div class="drop" data-over=${over ? "" : undefined} onDragOver=${drag(true)} onDragLeave=${drag(false)}
      onDrop=${(event) => { drag(false)(event); onChoose(event.dataTransfer.files[0]); }}>
    <strong>${t("upload.drop")}</strong>
    <span class="muted small">${t("upload.formats")}</span>
    <label class="button primary">
      <input class="visually-hidden" type="file" accept=".csv,.tsv,.txt,.json,.ndjson,.jsonl,.gz" disabled=${running} onChange=${(event) => onChoose(event.target.files[0])} />
      ${running ? t("upload.reading") : t("upload.choose")}
    </label>
    ${file && html`<span class="small">${file.name}</span>`}
  </div>`;
}

/** @param {{read: Read}} props */
const Result = ({ read: { dataset, series, head } }) => html`
  <div class="note good"><strong>${t("upload.done", { name: dataset.name })}</strong>
    <span>${t("upload.summary", { n: dataset.shape.series, series: whole(dataset.shape.series), steps: whole(dataset.shape.steps.max), frequency: frequencyText(dataset.frequency), range: timeRange(dataset) })}</span>
    <div class="row">
      <a class="button primary" href=${link(["train"], { dataset: dataset.id })}>${t("upload.keep")}</a>
      <a class="button" href=${link(["data", dataset.id])}>${t("upload.look")}</a>
    </div>
  </div>
  <div class="columns">
    <${Card} title=${t("series.title", { id: series })}><${SeriesChart} key=${dataset.id} dataset=${dataset} series=${series} /><//>
    <${Understood} dataset=${dataset} />
  </div>
  ${head && html`<${Card} title=${t("upload.head")}><div class="code-block" tabindex="0" role="region" aria-label=${t("upload.head")}><pre>${head}</pre></div><//>`}`;

function Choices({ choices, change, columns, problem }) {
  const text = (/** @type {string} */ name) => html`<${TextField} label=${t(`upload.${name}`)} hint=${t(`upload.${name}.hint`)} value=${choices[name]}
    fault=${problem?.at(name)} onInput=${(value) => change({ [name]: value })} spellcheck="false" />`;
  const select = (/** @type {string} */ name) => html`<${SelectField} label=${t(`upload.${name}`)} value=${choices[name]} fault=${problem?.at(name)}
    onInput=${(value) => change({ [name]: value })}
    options=${[{ value: "", text: t("upload.inferred") }, ...CHOICES[name].map((value) => ({ value, text: t(`upload.${name}.${value}`) }))]} />`;
  return html`<div class="fields">
    ${text("name")}${columns && COLUMNS.map(text)}${text("frequency")}${text("timeZone")}${Object.keys(CHOICES).map(select)}
  </div>`;
}

/** The first lines of a text file. @param {File} file */
async function beginning(file) {
  if (file.name.endsWith(".gz")) return "";
  const text = await file.slice(0, 4096).text();
  return text.includes("\0") ? "" : text.split(/\r?\n/).slice(0, 8).join("\n");
}
