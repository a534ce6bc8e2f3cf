/** An automatic training: a few wishes, and the plan that the service makes of them. */
import { html } from "../preact.js";
import { call } from "../api.js";
import { bytes } from "../format.js";
import { useDraft, useResource } from "../hooks.js";
import { t } from "../i18n/index.js";
import { Card, Empty, ProblemNote, SelectField, Skeleton, TextField } from "../ui/parts.js";
import { Plan } from "./plan.js";
import { Snippets } from "./snippets.js";

const DURATIONS = ["PT10S", "PT30S", "PT1M", "PT3M", "PT10M", "PT30M"];
const PLACES = ["/name", "/horizon", "/maxDuration", "/season", "/seed"];

export function Automatic({ dataset, start }) {
  const [draft, change] = useDraft(`train.automatic.${dataset}`, { name: "", horizon: "", maxDuration: "PT30S", season: "", seed: "" });
  const request = wishes(dataset, draft);
  const plan = useResource((signal) => call("training-jobs?dryRun=true", { json: request, signal }), [JSON.stringify(request)], { delay: 300 });
  const problem = start.problem || plan.problem;
  const field = (/** @type {keyof typeof draft} */ name, /** @type {object} */ more = {}) => html`<${TextField} label=${t(`train.${name}`)} hint=${t(`train.${name}.hint`)} value=${draft[name]}
    fault=${problem?.at(`/${name}`)} onInput=${(value) => { start.forget(); change({ [name]: value }); }} ...${more} />`;
  return html`
    <${Card} title=${t("train.wishes")}>
      <form class="stack" onSubmit=${(event) => { event.preventDefault(); start.run(request); }}>
        <div class="fields">
          ${field("horizon", { inputmode: "numeric" })}
          <${SelectField} label=${t("train.maxDuration")} value=${draft.maxDuration} hint=${t("train.maxDuration.hint")} fault=${problem?.at("/maxDuration")}
            onInput=${(maxDuration) => change({ maxDuration })} options=${[{ value: "", text: t("train.usual") }, ...DURATIONS.map((value) => ({ value, text: t(`duration.${value}`) }))]} />
          ${field("season", { inputmode: "numeric" })}
          ${field("name")}
          ${field("seed", { inputmode: "numeric" })}
        </div>
        <${ProblemNote} problem=${problem} shown=${PLACES} />
        <div><button type="submit" class="primary large" disabled=${start.running || Boolean(plan.problem)}>${t("train.start")}</button></div>
      </form>
    <//>
    <${Card} title=${t("train.plan")} action=${plan.data?.memoryBytes && html`<span class="muted small">${t("train.memory", { memory: bytes(plan.data.memoryBytes) })}</span>`}>
      ${plan.data ? html`<${Plan} plan=${plan.data.plan || []} />` : plan.problem ? html`<${Empty} text=${t("plan.refused")} />` : html`<${Skeleton} lines=${6} />`}
    <//>
    <${Snippets} request=${request} />`;
}

/**
 * The request, without what was left empty. Text that is no number is sent as it is: the service says what is wrong with it.
 * @param {string} dataset
 * @param {Record<string, string>} draft
 */
function wishes(dataset, draft) {
  const number = (/** @type {string} */ text) => (text.trim() === "" ? undefined : Number.isFinite(Number(text)) ? Number(text) : text);
  return {
    datasetId: dataset,
    name: draft.name || undefined,
    horizon: number(draft.horizon),
    maxDuration: draft.maxDuration || undefined,
    season: number(draft.season),
    seed: number(draft.seed),
  };
}
