/** Datasets: their list, one of them, an upload, a generator. */
import { html } from "../preact.js";
import { call, segment } from "../api.js";
import { bytes, frequencyText, moment, timeRange, whole } from "../format.js";
import { useAction, useResource } from "../hooks.js";
import { t } from "../i18n/index.js";
import { go, link } from "../router.js";
import { Card, DeleteButton, Empty, Facts, Head, Loaded, ProblemNote, Table } from "../ui/parts.js";
import { useList, More } from "../ui/list.js";
import { Generate } from "./generate.js";
import { SeriesBrowser } from "./series.js";
import { Understood } from "./understood.js";
import { Upload } from "./upload.js";

export function Screen({ place }) {
  const [, what] = place.path;
  if (what === "upload") return html`<${Upload} />`;
  if (what === "generate") return html`<${Generate} />`;
  return what ? html`<${Dataset} key=${what} id=${what} series=${place.query.series} />` : html`<${Datasets} />`;
}

function Datasets() {
  const list = useList("datasets");
  return html`
    <${Head} title=${t("data.title")} lead=${t("data.lead")}>
      <a class="button primary" href="#/data/upload">${t("home.upload")}</a>
      <a class="button" href="#/data/generate">${t("home.generate")}</a>
    <//>
    <${Card}>
      <${Loaded} resource=${list}>${(all) => all.length === 0
        ? html`<${Empty} text=${t("data.empty")} />`
        : html`<${Table} label=${t("data.title")} rows=${all} columns=${[
            { title: t("name"), head: true, cell: (data) => html`<a href=${link(["data", data.id])}>${data.name}</a>` },
            { title: t("data.series"), number: true, cell: (data) => whole(data.shape.series) },
            { title: t("data.steps"), number: true, cell: (data) => range(data.shape.steps) },
            { title: t("data.frequency"), minor: true, cell: (data) => frequencyText(data.frequency) },
            { title: t("data.range"), minor: true, cell: (data) => timeRange(data) },
            { title: t("data.missing"), minor: true, number: true, cell: (data) => whole(data.missing) },
            { title: t("created"), minor: true, cell: (data) => html`<span class="nowrap">${moment(data.createdAt)}</span>` },
          ]} />`}<//>
      <${More} list=${list} />
    <//>`;
}

const range = ({ min, max }) => (min === max ? whole(min) : `${whole(min)}–${whole(max)}`);

function Dataset({ id, series }) {
  const data = useResource((signal) => call(`datasets/${segment(id)}`, { signal }), [id]);
  const remove = useAction(async () => {
    await call(`datasets/${segment(id)}`, { method: "DELETE" });
    go(["data"]);
  });
  return html`<${Loaded} resource=${data} tall>${(dataset) => html`
    <${Head} title=${dataset.name} crumb=${{ path: ["data"], text: t("data.title") }} lead=${timeRange(dataset)}>
      <a class="button primary" href=${link(["train"], { dataset: dataset.id })}>${t("data.train")}</a>
      <a class="button" href=${link(["backtests", "new"], { dataset: dataset.id })}>${t("data.backtest")}</a>
      <${DeleteButton} action=${remove} />
    <//>
    <${ProblemNote} problem=${remove.problem} />
    <${SeriesBrowser} dataset=${dataset} selected=${series} />
    <div class="columns">
      <${Card} title=${t("data.shape")}><${Facts} facts=${[
        [t("data.series"), whole(dataset.shape.series)],
        [t("data.steps"), range(dataset.shape.steps)],
        [t("data.frequency"), frequencyText(dataset.frequency)],
        [t("data.zone"), dataset.timeZone],
        [t("data.missing"), whole(dataset.missing)],
        [t("data.size"), bytes(dataset.bytes)],
        [t("data.version"), whole(dataset.version)],
        [t("data.origin"), t(`origin.${dataset.origin.kind}`)],
      ]} /><//>
      <${Understood} dataset=${dataset} />
    </div>`}<//>`;
}
