/** Backtests: comparisons of models and methods on the past. */
import { html } from "../preact.js";
import { moment, percent, took } from "../format.js";
import { t } from "../i18n/index.js";
import { link } from "../router.js";
import { Card, Empty, Head, Loaded, State, Table } from "../ui/parts.js";
import { More, useList } from "../ui/list.js";
import { Backtest } from "./backtest.js";
import { NewBacktest } from "./new.js";

export function Screen({ place }) {
  const what = place.path[1];
  if (what === "new") return html`<${NewBacktest} selected=${place.query.dataset} />`;
  return what ? html`<${Backtest} key=${what} id=${what} />` : html`<${Backtests} />`;
}

function Backtests() {
  const list = useList("backtests", {}, 3000);
  return html`
    <${Head} title=${t("backtests.title")} lead=${t("backtests.lead")}><a class="button primary" href="#/backtests/new">${t("backtests.new")}</a><//>
    <${Card}>
      <${Loaded} resource=${list}>${(all) => all.length === 0
        ? html`<${Empty} text=${t("backtests.empty")} />`
        : html`<${Table} label=${t("backtests.title")} rows=${all} columns=${[
            { title: t("name"), head: true, cell: (one) => html`<a href=${link(["backtests", one.id])}>${one.name}</a>` },
            { title: t("state"), cell: (one) => html`<${State} state=${one.state} />` },
            { title: t("progress"), cell: (one) => (one.state === "running" ? percent(one.progress.fraction) : took(one)) },
            { title: t("backtests.candidates"), minor: true, number: true, cell: (one) => one.specification.candidates.length },
            { title: t("created"), minor: true, cell: (one) => html`<span class="nowrap">${moment(one.createdAt)}</span>` },
          ]} />`}<//>
      <${More} list=${list} />
    <//>`;
}
