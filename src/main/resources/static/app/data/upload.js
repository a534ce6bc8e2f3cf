/** An upload: a file, what would be understood of it, corrections, and only then the dataset. */
import { html, useEffect, useState } from "../preact.js";
import { call, Problem, query } from "../api.js";
import { useAction, useDraft, useResource } from "../hooks.js";
import { t } from "../i18n/index.js";
import { go } from "../router.js";
import { Card, Head, ProblemNote, SelectField, Skeleton, TextField } from "../ui/parts.js";
import { Preview } from "./preview.js";
import { roleParameters, Roles } from "./roles.js";

const NONE = {
  choices: { name: "", timeColumn: "", seriesColumn: "", targets: "", futureCovariates: "", pastCovariates: "", frequency: "", timeZone: "", decimal: "", layout: "", onDuplicate: "", onGap: "" },
  roles: /** @type {Record<string, string>} */ ({}),
};
const COLUMNS = ["timeColumn", "seriesColumn", "targets", "futureCovariates", "pastCovariates"];
const CHOICES = {
  decimal: ["point", "comma"],
  layout: ["long", "wide"],
  onDuplicate: ["fail", "first", "last", "mean"],
  onGap: ["fail", "null", "interpolate"],
};

/** The file that was chosen last, so that leaving the screen does not lose it. @type {File | null} */
let held = null;

export function Upload() {
  const [file, setFile] = useState(held);
  const [draft, change, reset] = useDraft("upload", NONE);
  const [inferred, setInferred] = useState(/** @type {any} */ (undefined));
  const parameters = { ...draft.choices, ...(inferred ? roleParameters(inferred, draft.roles) : {}) };
  const read = useResource((signal) => (file ? preview(file, parameters, signal) : undefined), [file, query(parameters)], { delay: 300 });
  const keep = useAction(async (/** @type {(id: string) => void} */ then) => {
    const dataset = await call(`datasets${query(parameters)}`, { body: await form(/** @type {File} */ (file)) });
    drop();
    then(dataset.id);
  });
  const shown = read.data?.file === file ? read.data : undefined;
  // The first reading infers the roles; later ones follow the corrections.
  useEffect(() => {
    if (shown && !inferred) setInferred(shown.preview);
  }, [shown]);
  const choose = (/** @type {File | undefined} */ chosen) => {
    if (!chosen) return;
    held = chosen;
    setInferred(undefined);
    change({ roles: {} });
    setFile(chosen);
  };
  const drop = () => {
    held = null;
    setFile(null);
    setInferred(undefined);
    reset();
  };
  const problem = file ? keep.problem || read.problem : undefined;
  const byRoles = Boolean(inferred?.table);
  const fields = Object.keys(NONE.choices).filter((name) => !byRoles || !COLUMNS.includes(name));

  return html`
    <${Head} title=${t("upload.title")} crumb=${{ path: ["data"], text: t("data.title") }} lead=${t("upload.lead")} />
    <${Drop} file=${file} running=${Boolean(file) && read.loading} onChoose=${choose} onDiscard=${drop} />
    <${ProblemNote} problem=${problem} shown=${fields} />
    ${shown && html`
      <div class=${problem ? "note warn" : "note good"}><strong>${t(problem ? "upload.before" : "upload.read", { name: shown.preview.name })}</strong>
        <div class="row">
          <button type="button" class="primary" disabled=${Boolean(read.problem) || keep.running || read.loading} onClick=${() => keep.run((id) => go(["train"], { dataset: id }))}>${t("upload.keep")}</button>
          <button type="button" disabled=${Boolean(read.problem) || keep.running || read.loading} onClick=${() => keep.run((id) => go(["data", id]))}>${t("upload.look")}</button>
        </div>
      </div>`}
    ${file && !shown && !problem && html`<${Card}><${Skeleton} tall /><//>`}
    <${Card} title=${t(file ? "upload.correct" : "upload.choices")}>
      ${byRoles && html`<${Roles} dataset=${inferred} roles=${draft.roles} onChange=${(name, role) => change({ roles: { ...draft.roles, [name]: role } })} />`}
      <${Choices} choices=${draft.choices} change=${(part) => change({ choices: { ...draft.choices, ...part } })} names=${fields} problem=${problem} />
    <//>
    ${shown && html`<${Preview} preview=${shown.preview} head=${shown.head} />`}`;
}

/** @param {File} file */
async function form(file) {
  try {
    await file.slice(0, 1).arrayBuffer();
  } catch {
    throw new Problem({ status: 400, title: t("upload.gone") });
  }
  const form = new FormData();
  form.append("file", file);
  return form;
}

/**
 * @param {File} file
 * @param {Record<string, unknown>} parameters
 * @param {AbortSignal} signal
 */
async function preview(file, parameters, signal) {
  const understood = await call(`datasets/preview${query(parameters)}`, { body: await form(file), signal });
  return { file, preview: understood, head: await beginning(file) };
}

/** @param {{file: File | null, running: boolean, onChoose: (file: File | undefined) => void, onDiscard: () => void}} props */
function Drop({ file, running, onChoose, onDiscard }) {
  const [over, setOver] = useState(false);
  const drag = (/** @type {boolean} */ inside) => (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    setOver(inside);
  };
  return html`<div class="drop" data-over=${over ? "" : undefined} data-small=${file ? "" : undefined} onDragOver=${drag(true)} onDragLeave=${drag(false)}
      onDrop=${(event) => { drag(false)(event); onChoose(event.dataTransfer.files[0]); }}>
    <strong>${file ? file.name : t("upload.drop")}</strong>
    <span class="muted small" role="status">${running ? t("upload.reading") : t("upload.formats")}</span>
    <label class=${file ? "button" : "button primary"}>
      <input class="visually-hidden" type="file" accept=".csv,.tsv,.txt,.json,.ndjson,.jsonl,.gz" onChange=${(event) => onChoose(event.target.files[0])} />
      ${t(file ? "upload.other" : "upload.choose")}
    </label>
    ${file && html`<button type="button" class="quiet" onClick=${onDiscard}>${t("upload.discard")}</button>`}
  </div>`;
}

/** @param {{choices: Record<string, string>, change: (part: Record<string, string>) => void, names: string[], problem?: import("../api.js").Problem}} props */
function Choices({ choices, change, names, problem }) {
  return html`<div class="fields">${names.map((name) => name in CHOICES
    ? html`<${SelectField} key=${name} label=${t(`upload.${name}`)} value=${choices[name]} fault=${problem?.at(name)} onInput=${(value) => change({ [name]: value })}
        options=${[{ value: "", text: t("upload.inferred") }, ...CHOICES[/** @type {keyof typeof CHOICES} */ (name)].map((value) => ({ value, text: t(`upload.${name}.${value}`) }))]} />`
    : html`<${TextField} key=${name} label=${t(`upload.${name}`)} hint=${t(`upload.${name}.hint`)} value=${choices[name]} fault=${problem?.at(name)}
        onInput=${(value) => change({ [name]: value })} spellcheck=${false} />`)}
  </div>`;
}

/** The first lines of a text file. @param {File} file */
async function beginning(file) {
  if (file.name.endsWith(".gz")) return "";
  const text = await file.slice(0, 4096).text();
  return text.includes("\0") ? "" : text.split(/\r?\n/).slice(0, 8).join("\n");
}
