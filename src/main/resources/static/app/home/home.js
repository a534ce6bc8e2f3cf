/** The first screen: state of the service, what was done last, and the sample data. */
import { html } from "../preact.js";
import { call, segment } from "../api.js";
import { duration, moment, number, stepText, whole } from "../format.js";
import { useAction, useResource } from "../hooks.js";
import { t } from "../i18n/index.js";
import { go, link } from "../router.js";
import { Card, Empty, Facts, Head, Loaded, Meter, ProblemNote, State, Table } from "../ui/parts.js";
import { Skill } from "../models/skill.js";
import { loadSample } from "./sample.js";

export function Home() {
  const state = useResource(overview, [], { every: 5000 });
  return html`
    <${Head} title=${t("home.title")} lead=${t("home.lead")} />
    <${Loaded} resource=${state} lines=${6}>${(data) => html`
      ${data.datasets.items.length === 0 ? html`<${FirstSteps} />` : html`<${Actions} />`}
      <${Service} ...${data} />
      <div class="columns">
        <${Jobs} jobs=${data.jobs.items} />
        <${Models} models=${data.models.items} />
      </div>
      ${data.kept.length > 0 && html`<${Kept} kept=${data.kept} />`}`}<//>`;
}

async function overview(/** @type {AbortSignal} */ signal) {
  const [health, datasets, jobs, models, running, queued] = await Promise.all([
    call("/actuator/health", { signal }).catch((problem) => {
      if (problem.status === 0) throw problem;
      return { status: "DOWN" };
    }),
    call("datasets?limit=1", { signal }),
    call("training-jobs?limit=5", { signal }),
    call("models?limit=5", { signal }),
    call("training-jobs?state=running&limit=100", { signal }),
    call("training-jobs?state=queued&limit=100", { signal }),
  ]);
  const kept = await Promise.all(models.items.slice(0, 3).map(async (model) =>
    (await call(`models/${segment(model.id)}/kept-forecasts?limit=2`, { signal })).items.map((forecast) => ({ ...forecast, model }))));
  return { kept: kept.flat().sort((a, b) => b.createdAt.localeCompare(a.createdAt)).slice(0, 5), health, datasets, jobs, models, running: running.items.length, queued: queued.items.length };
}

/** The button that uploads the sample and leads to its training. */
function SampleButton({ primary = false }) {
  const load = useAction(async () => go(["train"], { dataset: (await loadSample()).id }));
  return html`<button type="button" class=${primary ? "primary large" : ""} disabled=${load.running} onClick=${() => load.run()}>
      ${load.running ? t("home.sample.loading") : t("home.sample")}
    </button>
    <${ProblemNote} problem=${load.problem} />`;
}

const FirstSteps = () => html`<${Card} title=${t("home.first")}>
  <p class="prose">${t("home.first.text")}</p>
  <div class="row">
    <${SampleButton} primary />
    <a class="button large" href="#/data/upload">${t("home.upload")}</a>
    <a class="button large" href="#/data/generate">${t("home.generate")}</a>
  </div>
  <p class="muted small">${t("home.sample.about")}</p>
<//>`;

const Actions = () => html`<div class="row">
  <a class="button primary" href="#/data/upload">${t("home.upload")}</a>
  <a class="button" href="#/train">${t("home.train")}</a>
  <${SampleButton} />
</div>`;

function Service({ health, running, queued }) {
  const up = health.status === "UP";
  return html`<${Card} title=${t("home.service")}>
    <${Facts} facts=${[
      [t("home.health"), html`<span class=${`badge ${up ? "good" : "bad"}`}>${t(up ? "home.up" : "home.down")}</span>`],
      [t("home.running"), whole(running)],
      [t("home.queued"), whole(queued)],
    ]} />
  <//>`;
}

function Jobs({ jobs }) {
  return html`<${Card} title=${t("home.jobs")} action=${html`<a href="#/jobs">${t("all")}</a>`}>
    ${jobs.length === 0
      ? html`<${Empty} text=${t("jobs.empty")} />`
      : html`<${Table} label=${t("home.jobs")} rows=${jobs} columns=${[
          { title: t("name"), head: true, cell: (job) => html`<a href=${link(["jobs", job.id])}>${job.name}</a>` },
          { title: t("state"), cell: (job) => html`<${State} state=${job.state} />` },
          {
            title: t("progress"),
            cell: (job) => job.state === "running"
              ? html`<${Meter} share=${job.progress.fraction} /><span class="small muted">${t("remaining", { time: duration(job.progress.remaining) })}</span>`
              : moment(job.finishedAt || job.createdAt),
          },
        ]} />`}
  <//>`;
}

function Models({ models }) {
  return html`<${Card} title=${t("home.models")} action=${html`<a href="#/models">${t("all")}</a>`}>
    ${models.length === 0
      ? html`<${Empty} text=${t("models.empty")} />`
      : html`<${Table} label=${t("home.models")} rows=${models} columns=${[
          { title: t("name"), head: true, cell: (model) => html`<a href=${link(["models", model.id])}>${model.name}</a>` },
          { title: t("model.against"), cell: (model) => html`<${Skill} evaluation=${model.evaluation} />` },
          { title: "", cell: (model) => html`<a href=${link(["forecast", model.id])}>${t("model.forecast")}</a>` },
        ]} />`}
  <//>`;
}

/** The newest forecasts that were kept, with the next step of each. @param {{kept: (import("../types.js").KeptForecast & {model: import("../types.js").Model})[]}} props */
function Kept({ kept }) {
  return html`<${Card} title=${t("home.kept")}>
    <${Table} label=${t("home.kept")} rows=${kept} columns=${[
      { title: t("forecast.model"), head: true, cell: (one) => html`<a href=${link(["forecast", one.model.id], { series: one.seriesId, dataset: one.datasetId })}>${one.model.name}</a>` },
      { title: t("forecast.series"), cell: (one) => one.seriesId },
      { title: t("home.origin"), cell: (one) => stepText(one.model.frequency, one.model.timeZone)(one.origin) },
      { title: t("totals.next"), number: true, cell: (one) => number(one.median[0]) },
      { title: t("created"), minor: true, cell: (one) => moment(one.createdAt) },
    ]} />
  <//>`;
}
