/** A network by hand: the complete specification as JSON, checked by the service as one types. */
import { html, useEffect } from "../preact.js";
import { call } from "../api.js";
import { bytes, duration, whole } from "../format.js";
import { useDraft, useResource } from "../hooks.js";
import { t } from "../i18n/index.js";
import { Card, Facts, Field, ProblemNote, Skeleton, Warnings } from "../ui/parts.js";
import { LayerTable } from "./layers.js";
import { Snippets } from "./snippets.js";
import { lineOf } from "./pointer.js";

/**
 * @param {{dataset: string, start: any, split?: object}} props `start` is the action that starts the training; `split` replaces the
 *     one of the specification
 */
export function ByHand({ dataset, start, split }) {
  const [draft, change] = useDraft(`train.hand.${dataset}`, { text: "" });
  const defaults = useResource((signal) => call("training-jobs?dryRun=true", { json: { datasetId: dataset, training: {} }, signal }), [dataset]);
  const reset = () => defaults.data && change({ text: JSON.stringify({ datasetId: dataset, ...defaults.data.specification }, null, 2) });
  useEffect(() => {
    if (!draft.text) reset();
    else if (split) change({ text: withSplit(draft.text, split) });
  }, [defaults.data, Boolean(draft.text), JSON.stringify(split)]);
  const check = useResource(
    (signal) => (draft.text ? call("training-jobs?dryRun=true", { json: draft.text, signal }) : undefined), [draft.text], { delay: 400 });
  const problem = start.problem || check.problem;
  const estimate = check.data?.estimate;
  if (!draft.text) return html`<${Card} title=${t("hand.title")}><${ProblemNote} problem=${defaults.problem} />${!defaults.problem && html`<${Skeleton} tall />`}<//>`;
  return html`
    <div class="columns wide-left">
      <${Card} title=${t("hand.title")} action=${html`<button type="button" class="quiet" onClick=${reset}>${t("hand.reset")}</button>`}>
        <form class="stack" onSubmit=${(event) => { event.preventDefault(); start.run(draft.text); }}>
          <${Field} label=${t("hand.json")} hint=${t("hand.hint")} fault=${undefined}>
            ${(attributes) => html`<textarea class="code" ...${attributes} spellcheck=${false} rows="24" value=${draft.text}
              onInput=${(event) => { start.forget(); change({ text: event.target.value }); }}></textarea>`}
          <//>
          <${Faults} problem=${problem} text=${draft.text} />
          <div><button type="submit" class="primary large" disabled=${start.running || Boolean(check.problem)}>${t("train.start")}</button></div>
        </form>
      <//>
      <div class="stack">
        <${Card} title=${t("hand.estimate")}>
          ${estimate
            ? html`<${Facts} facts=${[
                [t("estimate.parameters"), whole(estimate.parameters)],
                [t("estimate.windows"), whole(estimate.windows)],
                [t("estimate.validation"), whole(estimate.validationWindows)],
                [t("estimate.test"), whole(estimate.testWindows)],
                [t("estimate.duration"), duration(estimate.duration)],
                [t("estimate.memory"), bytes(estimate.memoryBytes)],
              ]} /><${Warnings} warnings=${estimate.warnings} />`
            : html`<p class="muted">${t("estimate.none")}</p>`}
        <//>
        ${estimate && check.data.specification && html`<${Layers} layers=${estimate.layers} network=${check.data.specification.network} window=${check.data.specification.window} />`}
      </div>
    </div>
    <${Snippets} request=${draft.text} />`;
}

/** A specification with another split; text that is no JSON stays. @param {string} text @param {object} split */
function withSplit(text, split) {
  try {
    return JSON.stringify({ ...JSON.parse(text), split }, null, 2);
  } catch {
    return text;
  }
}

/** The faults with the lines of the text that they concern. */
function Faults({ problem, text }) {
  if (!problem) return null;
  if (problem.status === 0 || problem.errors.length === 0) return html`<${ProblemNote} problem=${problem} />`;
  return html`<div class="note bad" role="alert" lang="en"><strong>${problem.title}</strong><ul>
    ${problem.errors.map((fault) => {
      const line = fault.line || (fault.pointer && lineOf(text, fault.pointer));
      return html`<li>${line && html`<strong>${t("problem.line", { line })}: </strong>`}${fault.pointer && html`<code>${fault.pointer}</code> `}${fault.detail}</li>`;
    })}</ul></div>`;
}

/** The layers of the network with their sizes. @param {{layers: import("../types.js").Estimate["layers"], network: import("../types.js").ModelSpec["network"], window: import("../types.js").ModelSpec["window"]}} props */
function Layers({ layers, network, window }) {
  return html`<${Card} title=${t("hand.network")}>
    <p class="muted small">${t("layers.input", { n: window.lookback, steps: whole(window.lookback) })}; ${t("layers.output", { n: window.horizon, steps: whole(window.horizon) })}. ${t(`topology.${network.topology.type}`)}</p>
    <${LayerTable} layers=${layers} />
  <//>`;
}
