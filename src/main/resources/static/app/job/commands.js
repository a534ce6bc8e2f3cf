/** What a reader can do with a job: pause, resume, cancel, try again, delete. */
import { html, useState } from "../preact.js";
import { call, segment } from "../api.js";
import { useAction } from "../hooks.js";
import { t } from "../i18n/index.js";
import { go } from "../router.js";
import { DeleteButton, ProblemNote, TextField } from "../ui/parts.js";

export const ENDED = ["succeeded", "failed", "cancelled"];
/** The commands of each state. @type {Record<string, string[]>} */
const COMMANDS = { queued: ["pause", "cancel"], running: ["pause", "cancel"], paused: ["resume", "cancel"], failed: ["retry"] };

/**
 * The actions of a job.
 * @param {string} path of the job in the API
 * @param {() => void} reload
 * @param {string[]} list the screen after a deletion
 */
export function useCommands(path, reload, list) {
  const command = useAction(async (/** @type {string} */ name) => {
    await call(`${path}/${name}`, { method: "POST" });
    reload();
  });
  const remove = useAction(async () => {
    await call(path, { method: "DELETE" });
    go(list);
  });
  return { command, remove, problem: command.problem || remove.problem };
}

/** @param {{state: string, actions: ReturnType<typeof useCommands>}} props */
export function Commands({ state, actions }) {
  return html`${(COMMANDS[state] || []).map((name) => html`<button type="button" key=${name} id=${`job-${name}`} disabled=${actions.command.running}
      onClick=${() => actions.command.run(name)}>${t(`job.${name}`)}</button>`)}
    ${ENDED.includes(state) && html`<${DeleteButton} action=${actions.remove} />`}`;
}

/** More epochs for a network's training that has ended. @param {{job: any}} props */
export function Extend({ job }) {
  const [epochs, setEpochs] = useState("10");
  const extend = useAction(async () => {
    const more = await call(`training-jobs/${segment(job.id)}/extend`, { method: "POST", json: { epochs: Number(epochs) } });
    go(["jobs", more.id]);
  });
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    extend.run();
  };
  return html`<form class="row" onSubmit=${submit}>
    <${TextField} label=${t("job.extend.epochs")} hint=${t("job.extend.hint")} type="number" min="1" max="100000" value=${epochs} onInput=${setEpochs} />
    <button id="job-extend" disabled=${extend.running}>${t("job.extend")}</button>
    <${ProblemNote} problem=${extend.problem} />
  </form>`;
}
