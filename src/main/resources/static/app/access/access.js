/** Keys, projects and the audit log, for admins. */
import { html, useState } from "../preact.js";
import { call, segment } from "../api.js";
import { moment } from "../format.js";
import { useAction, useResource } from "../hooks.js";
import { t } from "../i18n/index.js";
import { Card, Copy, DeleteButton, Empty, Head, Loaded, ProblemNote, SelectField, Table, TextField } from "../ui/parts.js";
import { More, useList } from "../ui/list.js";

const ROLES = ["reader", "trainer", "admin"];
const DAYS = ["", "7", "30", "90", "365"];
const DAY = 24 * 3600 * 1000;

export function Screen() {
  const projects = useResource((signal) => call("projects", { signal }), []);
  return html`
    <${Head} title=${t("access.title")} lead=${t("access.lead")} />
    <${Keys} projects=${projects.data ? projects.data.items.map((one) => one.name) : []} />
    <${Projects} projects=${projects} />
    <${Audit} />`;
}

function Keys({ projects }) {
  const list = useList("keys");
  return html`<${Card} title=${t("keys.title")}>
    <${NewKey} projects=${projects} onCreated=${list.reload} />
    <${Loaded} resource=${list}>${(keys) => keys.length === 0
      ? html`<${Empty} text=${t("keys.empty")} />`
      : html`<${Table} label=${t("keys.title")} rows=${keys} columns=${[
          { title: t("name"), head: true, cell: (key) => key.name },
          { title: t("keys.role"), cell: (key) => t(`role.${key.role}`) },
          { title: t("keys.projects"), cell: (key) => key.projects?.join(", ") ?? t("keys.everywhere") },
          { title: t("keys.beginning"), minor: true, cell: (key) => key.beginning && html`<code>${key.beginning}…</code>` },
          { title: t("keys.used"), minor: true, cell: (key) => key.lastUsedAt ? html`<span class="nowrap">${moment(key.lastUsedAt)}</span>` : t("keys.never") },
          { title: t("keys.expires"), minor: true, cell: (key) => key.expiresAt ? html`<span class="nowrap">${moment(key.expiresAt)}</span>` : t("keys.never") },
          { title: "", cell: (key) => html`<${Revoke} key=${key.id} of=${key} onRevoked=${list.reload} />` },
        ]} />`}<//>
    <${More} list=${list} />
  <//>`;
}

function Revoke({ of, onRevoked }) {
  const [asked, setAsked] = useState(false);
  const revoke = useAction(async () => {
    await call(`keys/${segment(of.id)}`, { method: "DELETE" });
    onRevoked();
  });
  if (of.revokedAt) return html`<span class="badge warn">${t("keys.revoked")}</span>`;
  return html`${asked
    ? html`<button type="button" class="danger" disabled=${revoke.running} onClick=${() => revoke.run()}>${t("keys.revoke.sure")}</button>`
    : html`<button type="button" aria-label=${t("keys.revoke.of", { name: of.name })} onClick=${() => setAsked(true)}>${t("keys.revoke")}</button>`}
    <${ProblemNote} problem=${revoke.problem} />`;
}

function NewKey({ projects, onCreated }) {
  const [name, setName] = useState("");
  const [role, setRole] = useState("reader");
  const [project, setProject] = useState("default");
  const [days, setDays] = useState("90");
  const [text, setText] = useState("");
  const create = useAction(async () => {
    const created = await call("keys", { json: {
      name,
      role,
      projects: role === "admin" || !project ? undefined : [project],
      expiresAt: days ? new Date(Date.now() + Number(days) * DAY).toISOString() : undefined,
    } });
    setText(created.text);
    setName("");
    onCreated();
  });
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    create.run();
  };
  return html`<form class="stack" onSubmit=${submit}>
    <div class="fields">
      <${TextField} label=${t("name")} value=${name} onInput=${setName} required maxlength="200" name="key-name" fault=${create.problem?.at("/name")} />
      <${SelectField} label=${t("keys.role")} value=${role} onInput=${setRole} options=${ROLES.map((value) => ({ value, text: t(`role.${value}`) }))} />
      ${role !== "admin" && html`<${SelectField} label=${t("keys.project")} value=${project} onInput=${setProject}
        options=${[...projects.map((value) => ({ value, text: value })), { value: "", text: t("keys.everywhere") }]} fault=${create.problem?.at("/projects")} />`}
      <${SelectField} label=${t("keys.expires")} value=${days} onInput=${setDays}
        options=${DAYS.map((value) => ({ value, text: value ? t("keys.days", { n: value }) : t("keys.never") }))} fault=${create.problem?.at("/expiresAt")} />
    </div>
    <${ProblemNote} problem=${create.problem} shown=${["/name", "/projects", "/expiresAt"]} />
    <div class="row"><button type="submit" class="primary" disabled=${!name.trim() || create.running}>${t("keys.create")}</button></div>
    ${text && html`<div class="note good" role="status"><strong>${t("keys.once")}</strong><${Copy} text=${text} label=${t("keys.text")} /></div>`}
  </form>`;
}

function Projects({ projects }) {
  const [name, setName] = useState("");
  const create = useAction(async () => {
    await call("projects", { json: { name } });
    setName("");
    projects.reload();
  });
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    create.run();
  };
  return html`<${Card} title=${t("projects.title")}>
    <p class="prose">${t("projects.lead")}</p>
    <form class="stack" onSubmit=${submit}>
      <${TextField} label=${t("name")} hint=${t("projects.name")} value=${name} onInput=${setName} required pattern="[a-z0-9][a-z0-9\\-]*" maxlength="63"
        name="project-name" fault=${create.problem?.at("/name")} />
      <${ProblemNote} problem=${create.problem} shown=${["/name"]} />
      <div class="row"><button type="submit" disabled=${!name || create.running}>${t("projects.create")}</button></div>
    </form>
    <${Loaded} resource=${projects}>${(data) => html`<${Table} label=${t("projects.title")} rows=${data.items} columns=${[
      { title: t("name"), head: true, cell: (project) => project.name },
      { title: t("created"), cell: (project) => moment(project.createdAt) },
      { title: "", cell: (project) => project.name !== "default" && html`<${RemoveProject} key=${project.name} name=${project.name} onRemoved=${projects.reload} />` },
    ]} />`}<//>
  <//>`;
}

function RemoveProject({ name, onRemoved }) {
  const remove = useAction(async () => {
    await call(`projects/${segment(name)}`, { method: "DELETE" });
    onRemoved();
  });
  return html`<${DeleteButton} action=${remove} /><${ProblemNote} problem=${remove.problem} />`;
}

function Audit() {
  const list = useList("audit");
  return html`<${Card} title=${t("audit.title")}>
    <${Loaded} resource=${list}>${(entries) => entries.length === 0
      ? html`<${Empty} text=${t("audit.empty")} />`
      : html`<${Table} label=${t("audit.title")} rows=${entries} columns=${[
          { title: t("audit.time"), cell: (entry) => html`<span class="nowrap">${moment(entry.at)}</span>` },
          { title: t("audit.caller"), head: true, cell: (entry) => entry.caller },
          { title: t("keys.project"), minor: true, cell: (entry) => entry.project },
          { title: t("audit.request"), cell: (entry) => html`<code>${entry.method} ${entry.path}</code>` },
          { title: t("audit.status"), number: true, cell: (entry) => entry.status },
        ]} />`}<//>
    <${More} list=${list} />
  <//>`;
}
