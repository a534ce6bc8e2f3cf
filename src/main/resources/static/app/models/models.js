/** Models: their list, with a filter and an order. */
import { html, useState } from "../preact.js";
import { moment, number, whole } from "../format.js";
import { t } from "../i18n/index.js";
import { link } from "../router.js";
import { Card, Empty, Head, Loaded, Table, TextField, SelectField } from "../ui/parts.js";
import { More, useList } from "../ui/list.js";
import { Compare } from "./compare.js";
import { Model } from "./model.js";
import { judged, kind, Skill } from "./skill.js";

export function Screen({ place }) {
  if (place.path[1] === "compare") return html`<${Compare} ids=${(place.query.ids || "").split(",").filter(Boolean)} />`;
  return place.path[1] ? html`<${Model} key=${place.path[1]} id=${place.path[1]} />` : html`<${Models} />`;
}

/** Orders of the list, the best first. */
/** @type {Record<string, (a: any, b: any) => number>} */
const ORDERS = {
  newest: () => 0,
  skill: (a, b) => (judged(b.evaluation)?.skill ?? -Infinity) - (judged(a.evaluation)?.skill ?? -Infinity),
  name: (a, b) => a.name.localeCompare(b.name),
};

function Models() {
  const list = useList("models");
  const [order, setOrder] = useState("newest");
  const [filter, setFilter] = useState("");
  const [chosen, setChosen] = useState(/** @type {string[]} */ ([]));
  const choose = (/** @type {string} */ id, /** @type {boolean} */ on) => setChosen(on ? [...chosen, id] : chosen.filter((one) => one !== id));
  return html`
    <${Head} title=${t("models.title")} lead=${t("models.lead")}><a class="button primary" href="#/train">${t("home.train")}</a>
      ${chosen.length > 1 && html`<a class="button" href=${link(["models", "compare"], { ids: chosen.join() })}>${t("compare.open", { n: chosen.length })}</a>`}<//>
    <${Card}>
      <${Loaded} resource=${list}>${(all) => all.length === 0
        ? html`<${Empty} text=${t("models.empty")}><a class="button" href="#/train">${t("home.train")}</a><//>`
        : html`
          <div class="fields">
            <${TextField} label=${t("models.filter")} value=${filter} onInput=${setFilter} type="search" />
            <${SelectField} label=${t("models.order")} value=${order} onInput=${setOrder} options=${Object.keys(ORDERS).map((value) => ({ value, text: t(`models.order.${value}`) }))} />
          </div>
          <${Table} label=${t("models.title")} rows=${all.filter((model) => model.name.toLowerCase().includes(filter.toLowerCase())).sort(ORDERS[order])} columns=${[
            { title: t("compare.choose"), cell: (model) => html`<input type="checkbox" aria-label=${t("compare.with", { name: model.name })} checked=${chosen.includes(model.id)} onChange=${(event) => choose(model.id, event.target.checked)} />` },
            { title: t("name"), head: true, cell: (model) => html`<a href=${link(["models", model.id])}>${model.name}</a>` },
            { title: t("model.kind"), minor: true, cell: (model) => kind(model) },
            { title: t("model.against"), cell: (model) => html`<${Skill} evaluation=${model.evaluation} />` },
            { title: "MASE", minor: true, number: true, cell: (model) => number(judged(model.evaluation)?.model.mase) },
            { title: t("model.horizon"), minor: true, number: true, cell: (model) => whole(model.horizon) },
            { title: t("created"), minor: true, cell: (model) => html`<span class="nowrap">${moment(model.createdAt)}</span>` },
            { title: "", cell: (model) => html`<a href=${link(["forecast", model.id])}>${t("model.forecast")}</a>` },
          ]} />`}<//>
      <${More} list=${list} />
    <//>`;
}
