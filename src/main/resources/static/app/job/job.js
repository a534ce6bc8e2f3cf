/** One training, live: progress, plan, loss curves, cancel, and its result. */
import { html, useEffect, useRef, useState } from "../preact.js";
import { call, follow, segment } from "../api.js";
import { duration, moment, percent, took } from "../format.js";
import { useResource } from "../hooks.js";
import { t } from "../i18n/index.js";
import { link } from "../router.js";
import { hasNetwork } from "../glass/members.js";
import { Members } from "../models/members.js";
import { Skill } from "../models/skill.js";
import { Plan } from "../train/plan.js";
import { Card, Facts, Head, Loaded, ProblemNote, Skeleton, State, Warnings } from "../ui/parts.js";
import { Commands, ENDED, Extend, useCommands } from "./commands.js";
import { Losses } from "./losses.js";

/** Milliseconds between two drawings of a running job. */
const PACE = 200;

export function Job({ id }) {
  const job = useResource((signal) => call(`training-jobs/${segment(id)}`, { signal }), [id]);
  const live = useEvents(`training-jobs/${segment(id)}/events`, job.data && !ENDED.includes(job.data.state), job.reload);
  const history = useResource(
    (signal) => (job.data?.specification && ENDED.includes(job.data.state) ? call(`training-jobs/${segment(id)}/history`, { signal }) : undefined),
    [id, job.data?.state]);
  return html`<${Loaded} resource=${job} tall>${(data) => html`<${Shown} job=${{ ...data, progress: live.progress || data.progress }}
    epochs=${history.data?.epochs || live.epochs} reload=${job.reload} />`}<//>`;
}

/**
 * Events of a running job. Many events draw the screen once.
 * @param {string} path
 * @param {boolean} running
 * @param {() => void} onState
 */
export function useEvents(path, running, onState) {
  const [live, setLive] = useState(/** @type {{epochs: import("../types.js").Epoch[], progress?: any}} */ ({ epochs: [] }));
  const next = useRef(live);
  useEffect(() => {
    if (!running) return;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const told = (/** @type {Partial<typeof live>} */ part) => {
      next.current = { ...next.current, ...part };
      timer ||= setTimeout(() => {
        timer = undefined;
        setLive({ ...next.current, epochs: epochs.slice() });
      }, PACE);
    };
    /** @type {any[]} */
    const epochs = [];
    next.current = { epochs: [] };
    const end = follow(path, {
      epoch: (epoch) => {
        // A training that begins again after a restart counts its epochs anew.
        while (epochs.length > 0 && epochs[epochs.length - 1].epoch >= epoch.epoch) epochs.pop();
        epochs.push(epoch);
        told({});
      },
      progress: (progress) => told({ progress }),
      state: onState,
    });
    return () => {
      end();
      clearTimeout(timer);
    };
  }, [path, running]);
  return live;
}

function Shown({ job, epochs, reload }) {
  const ended = ENDED.includes(job.state);
  const model = useResource((signal) => (job.modelId ? call(`models/${segment(job.modelId)}`, { signal }) : undefined), [job.modelId]);
  const actions = useCommands(`training-jobs/${segment(job.id)}`, reload, ["jobs"]);
  return html`
    <${Head} title=${job.name} crumb=${{ path: ["jobs"], text: t("jobs.title") }} lead=${html`<${State} state=${job.state} />`}>
      ${job.modelId && html`<a class="button primary large" id="see-forecast" href=${link(["forecast", job.modelId])}>${t("job.forecast")}</a>
        <a class="button large" href=${link(["models", job.modelId])}>${t("job.model")}</a>
        ${model.data && hasNetwork(model.data) && html`<a class="button large" href=${link(["glass", job.modelId])}>${t("glass.open")}</a>`}`}
      <${Commands} state=${job.state} actions=${actions} />
    <//>
    <${ProblemNote} problem=${actions.problem} />
    ${job.problem && html`<div class="note bad" role="alert" lang="en"><strong>${job.problem.title}</strong><span>${job.problem.detail}</span></div>`}
    <${Warnings} warnings=${job.warnings} />
    ${!ended && html`<${Running} job=${job} />`}
    ${job.specification && (epochs.length > 0 || !ended) && html`<${Card} title=${t("losses.title")}>
      ${epochs.length > 0 ? html`<${Losses} id=${job.id} epochs=${epochs} specification=${job.specification} evaluation=${model.data?.evaluation} />` : html`<${Skeleton} tall />`}
    <//>`}
    ${model.data && html`<${Card} title=${t("job.result")}>
      <div class="row"><${Skill} evaluation=${model.data.evaluation} /></div>
      <${Warnings} warnings=${model.data.warnings} />
      ${model.data.automatic && html`<${Members} members=${model.data.automatic.members} />`}
    <//>`}
    ${job.specification && ["succeeded", "cancelled"].includes(job.state) && html`<${Card} title=${t("job.extend.title")}><${Extend} job=${job} /><//>`}
    ${job.plan && html`<${Card} title=${t("train.plan")}><${Plan} plan=${job.plan} /><//>`}
    <${Card} title=${t("job.about")}><${Facts} facts=${[
      [t("job.kind"), t(job.automatic ? "train.automatic" : "train.hand")],
      [t("train.dataset"), html`<a href=${link(["data", job.datasetId])}>${t("job.open")}</a>`],
      [t("created"), moment(job.createdAt)],
      [t("job.started"), moment(job.startedAt)],
      [t("job.took"), took(job)],
      [t("job.attempt"), job.attempt],
      ...(job.priority ? [[t("job.priority"), job.priority]] : []),
      ...(job.continues ? [[t("job.continues"), html`<a href=${link(["jobs", job.continues])}>${t("job.open")}</a>`]] : []),
    ]} /><//>`;
}

function Running({ job }) {
  const { progress } = job;
  return html`<${Card} title=${t("progress")}>
    <progress max="1" value=${progress.fraction} aria-label=${t("progress")}></progress>
    <${Facts} facts=${[
      [t("job.done"), percent(progress.fraction)],
      [t("job.remaining"), duration(progress.remaining)],
      progress.epochs > 0 ? [t("job.epoch"), t("job.epochs", { epoch: progress.epoch, epochs: progress.epochs })] : [t("job.stage"), progress.stage && html`<span lang="en">${progress.stage}</span>`],
    ]} />
  <//>`;
}
