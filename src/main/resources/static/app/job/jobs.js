/** Trainings: their list. */
import { html, useState } from "../preact.js";
import { duration, moment, percent, took } from "../format.js";
import { t } from "../i18n/index.js";
import { link } from "../router.js";
import { Card, Empty, Head, Loaded, Meter, State, Table } from "../ui/parts.js";
import { More, useList } from "../ui/list.js";
import { Job } from "./job.js";

const STATES = ["queued", "running", "paused", "succeeded", "failed", "cancelled"];

export const Screen = ({ place }) => (place.path[1] ? html`<${Job} key=${place.path[1]} id=${place.path[1]} />` : html`<${Jobs} />`);

function Jobs() {
  const [state, setState] = useState("");
  const list = useList("training-jobs", { state }, 3000);
  return html`
    <${Head} title=${t("jobs.title")} lead=${t("jobs.lead")}><a class="button primary" href="#/train">${t("home.train")}</a><//>
    <${Card}>
      <div class="row"><label for="job-state">${t("state")}</label>
        <select id="job-state" class="narrow" value=${state} onChange=${(event) => setState(event.target.value)}>
          <option value="">${t("every")}</option>${STATES.map((one) => html`<option value=${one}>${t(`state.${one}`)}</option>`)}
        </select></div>
      <${Loaded} resource=${list}>${(jobs) => jobs.length === 0
        ? html`<${Empty} text=${t("jobs.empty")} />`
        : html`<${Table} label=${t("jobs.title")} rows=${jobs} columns=${[
            { title: t("name"), head: true, cell: (job) => html`<a href=${link(["jobs", job.id])}>${job.name}</a>` },
            { title: t("state"), cell: (job) => html`<${State} state=${job.state} />` },
            { title: t("job.kind"), minor: true, cell: (job) => t(job.automatic ? "train.automatic" : "train.hand") },
            {
              title: t("progress"),
              cell: (job) => job.state === "running"
                ? html`<${Meter} share=${job.progress.fraction} /><span class="small muted">${percent(job.progress.fraction)} · ${t("remaining", { time: duration(job.progress.remaining) })}</span>`
                : took(job),
            },
            { title: t("created"), minor: true, cell: (job) => html`<span class="nowrap">${moment(job.createdAt)}</span>` },
            { title: t("job.model"), cell: (job) => job.modelId && html`<a href=${link(["models", job.modelId])}>${t("job.open")}</a>` },
          ]} />`}<//>
      <${More} list=${list} />
    <//>`;
}
