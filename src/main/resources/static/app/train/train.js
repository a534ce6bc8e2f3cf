/** A training: automatic with its plan, or every choice by hand. */
import { html, useEffect } from "../preact.js";
import { call } from "../api.js";
import { whole } from "../format.js";
import { useAction, useDraft } from "../hooks.js";
import { t } from "../i18n/index.js";
import { go } from "../router.js";
import { Card, Empty, Head, ProblemNote, Segments, SelectField } from "../ui/parts.js";
import { useList } from "../ui/list.js";
import { Automatic } from "./automatic.js";
import { ByHand } from "./hand.js";

/** A form keeps what was typed; each dataset has its own. */
export function Screen({ place }) {
  const datasets = useList("datasets");
  if (datasets.data?.length === 0) {
    return html`<${Head} title=${t("train.title")} />
      <${Card}><${Empty} text=${t("train.none")}><a class="button primary" href="#/">${t("train.first")}</a><//><//>`;
  }
  const id = place.query.dataset || datasets.data?.[0].id;
  return html`
    <${Head} title=${t("train.title")} lead=${t("train.lead")} />
    <${ProblemNote} problem=${datasets.problem} />
    ${id && datasets.data && html`<${Form} key=${id} id=${id} datasets=${datasets.data} split=${splitOf(place.query)} />`}`;
}

/** The split that the series browser chose. @param {Record<string, string>} query */
function splitOf({ train, validation }) {
  if (!train || !validation) return undefined;
  const rest = Math.max(0, 1 - Number(train) - Number(validation));
  return { type: "by-time", train: Number(train), validation: Number(validation), test: Math.round(1e6 * rest) / 1e6 };
}

/** @param {{id: string, datasets: any[], split?: object}} props */
function Form({ id, datasets, split }) {
  const [draft, change] = useDraft(`train.${id}`, { kind: "automatic" });
  useEffect(() => {
    if (split) change({ kind: "hand" });
  }, [JSON.stringify(split)]);
  const start = useAction(async (/** @type {object | string} */ request) => go(["jobs", (await call("training-jobs", { json: request })).id]));
  const known = datasets.some((dataset) => dataset.id === id);
  return html`
    <${Card}>
      <div class="fields roomy">
        <${SelectField} label=${t("train.dataset")} value=${id} onInput=${(chosen) => go(["train"], { dataset: chosen })}
          options=${[...(known ? [] : [{ value: id, text: id }]), ...datasets.map((dataset) => ({ value: dataset.id, text: `${dataset.name} (${t("train.series", { n: dataset.shape.series, series: whole(dataset.shape.series) })})` }))]} />
        <div class="field"><span class="label">${t("train.how")}</span><div>
          <${Segments} label=${t("train.how")} value=${draft.kind} onInput=${(kind) => change({ kind })}
            options=${[{ value: "automatic", text: t("train.automatic") }, { value: "hand", text: t("train.hand") }]} /></div></div>
      </div>
    <//>
    ${draft.kind === "automatic" ? html`<${Automatic} dataset=${id} start=${start} />` : html`<${ByHand} dataset=${id} start=${start} split=${split} />`}`;
}
