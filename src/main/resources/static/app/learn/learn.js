/** The course: from one recurrent unit to a network that beats the naive forecast, each step to run on the service. */
import { html } from "../preact.js";
import { call, query } from "../api.js";
import { useAction } from "../hooks.js";
import { t } from "../i18n/index.js";
import { go } from "../router.js";
import { Card, Head, ProblemNote } from "../ui/parts.js";
import { CellDrawing } from "./cells.js";
import { Cell, Topology } from "./diagrams.js";
import { CELLS, LESSONS, TOPOLOGIES } from "./lessons.js";
import { Memory } from "./memory.js";

export const Screen = () => html`
  <${Head} title=${t("learn.title")} lead=${t("learn.lead")} />
  <${Card} title=${t("learn.unit")}>
    <div class="columns">
      <div class="prose">
        <p>${t("learn.unit.text")}</p>
        <p class="formula">y(t) = φ( W<sub>x</sub> x(t) + W<sub>y</sub> y(t−1) + b )</p>
        <p>${t("learn.unit.symbols")}</p>
        <p>${t("learn.unit.training")}</p>
      </div>
      <${Cell} />
    </div>
  <//>
  <${Card} title=${t("learn.impulse")}>
    <div class="columns"><div class="prose"><p>${t("learn.impulse.text")}</p><p class="formula">y(t) = tanh( x(t) + w y(t−1) )</p><p>${t("learn.impulse.gradient")}</p></div><${Memory} /></div>
  <//>
  <h2>${t("learn.memory")}</h2>
  <p class="prose">${t("learn.memory.text")}</p>
  <div class="columns thirds">
    ${CELLS.map((lesson) => html`<${Card} level=${3} title=${t(`cell.${lesson.cell}`)} key=${lesson.cell}>
      <${CellDrawing} kind=${lesson.cell} />
      <p class="muted small">${t("learn.state")}: ${t(`learn.${lesson.cell}.state`)}</p>
      <${Run} lesson=${lesson} title=${t(`cell.${lesson.cell}`)} />
    <//>`)}
  </div>
  <h2>${t("learn.topologies")}</h2>
  <div class="columns">
    ${TOPOLOGIES.map((topology) => html`<${Card} level=${3} title=${t(`topology.${topology.name}`)} key=${topology.name}>
      <${Topology} ...${topology} />
      <p>${t(`learn.${topology.name}.text`)}</p>
      <${Run} lesson=${topology} title=${t(`topology.${topology.name}`)} />
    <//>`)}
  </div>
  <h2>${t("learn.course")}</h2>
  <p class="prose">${t("learn.course.text")}</p>
  <div class="columns thirds">
    ${LESSONS.map((lesson) => html`<${Card} level=${3} title=${t(`learn.${lesson.name}`)} key=${lesson.name}>
      <p>${t(`learn.${lesson.name}.text`)}</p>
      <${Run} lesson=${lesson} title=${t(`learn.${lesson.name}`)} />
    <//>`)}
  </div>`;

/** The button that generates the data of a lesson, starts its training, and shows it. @param {{lesson: import("./lessons.js").Lesson, title: string}} props */
function Run({ lesson, title }) {
  const run = useAction(async () => {
    const dataset = await generated(lesson.generator);
    const job = await call("training-jobs", { json: { datasetId: dataset.id, name: lesson.name, seed: 42, ...lesson.training } });
    go(["jobs", job.id]);
  });
  return html`<div><button type="button" disabled=${run.running} onClick=${() => run.run()}>${t(run.running ? "learn.starting" : "learn.run")}<span class="visually-hidden"> ${title}</span></button></div>
    <${ProblemNote} problem=${run.problem} />`;
}

/** The dataset of a generator, or the one that an earlier lesson made. @param {object} generator */
async function generated(generator) {
  const page = await call(`datasets${query({ limit: 100 })}`);
  const wanted = JSON.stringify(generator);
  const same = page.items.find((dataset) => dataset.origin.kind === "generated" && JSON.stringify(dataset.origin.generator) === wanted);
  return same || call("datasets/generate", { json: { name: "notebook", generator } });
}
