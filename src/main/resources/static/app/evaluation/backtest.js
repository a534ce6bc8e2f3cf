/** One backtest: progress, the leaderboard, and the error by steps ahead. */
import { html, useMemo, useState } from "../preact.js";
import { call, query, segment } from "../api.js";
import { Chart } from "../chart/chart.js";
import { aligned, duration, levelText, moment, number, percent, whole } from "../format.js";
import { useResource } from "../hooks.js";
import { t } from "../i18n/index.js";
import { link } from "../router.js";
import { Commands, ENDED, useCommands } from "../job/commands.js";
import { useEvents } from "../job/job.js";
import { Card, Facts, Head, Loaded, ProblemNote, State, Table, Warnings } from "../ui/parts.js";

const MEASURES = ["mase", "mae", "rmse", "smape", "rmsse", "crps"];
const COLORS = ["--forecast", "--series-2", "--series-3", "--series-4", "--series-5", "--baseline"];
/** @type {Record<string, string>} */
const STANDINGS = { best: "good", worse: "bad", "not-distinguishable": "warn", "not-ranked": "" };

export function Backtest({ id }) {
  const [by, setBy] = useState("");
  const path = `backtests/${segment(id)}`;
  const backtest = useResource((signal) => call(`${path}${query({ by })}`, { signal }), [id, by]);
  const live = useEvents(`${path}/events`, backtest.data && !ENDED.includes(backtest.data.state), backtest.reload);
  const actions = useCommands(path, backtest.reload, ["backtests"]);
  return html`<${Loaded} resource=${backtest} tall>${(data) => {
    const ended = ENDED.includes(data.state);
    const progress = live.progress || data.progress;
    return html`
      <${Head} title=${data.name} crumb=${{ path: ["backtests"], text: t("backtests.title") }} lead=${html`<${State} state=${data.state} />`}>
        <${Commands} state=${data.state} actions=${actions} />
      <//>
      <${ProblemNote} problem=${actions.problem} />
      ${data.problem && html`<div class="note bad" role="alert" lang="en"><strong>${data.problem.title}</strong><span>${data.problem.detail}</span></div>`}
      ${!ended && html`<${Card} title=${t("progress")}><progress max="1" value=${progress.fraction} aria-label=${t("progress")}></progress>
        <${Facts} facts=${[[t("job.done"), percent(progress.fraction)], [t("job.remaining"), duration(progress.remaining)], [t("job.stage"), progress.stage && html`<span lang="en">${progress.stage}</span>`]]} /><//>`}
      ${data.report && html`<${Report} report=${data.report} by=${by} setBy=${setBy} /><${Steps} path=${path} report=${data.report} />`}
      <${Card} title=${t("job.about")}><${Facts} facts=${[
        [t("train.dataset"), html`<a href=${link(["data", data.datasetId])}>${t("job.open")}</a>`],
        [t("backtest.horizon"), data.specification.horizon],
        [t("backtest.origins"), data.specification.origins ?? data.specification.cutoffs?.length],
        [t("backtest.stride"), data.specification.stride],
        [t("created"), moment(data.createdAt)],
      ]} /><//>`;
  }}<//>`;
}

function Report({ report, by, setBy }) {
  const format = aligned(report.leaderboard.map((row) => row.errors[report.measure]));
  const farthest = Math.max(...report.leaderboard.map((row) => row.difference?.upper ?? 0));
  const mae = aligned(report.leaderboard.map((row) => row.errors.mae));
  return html`<${Card} title=${t("leaderboard.title")} action=${html`<label class="row small">${t("leaderboard.by")}
      <select class="narrow" value=${by || report.measure} onChange=${(event) => setBy(event.target.value)}>${MEASURES.map((name) => html`<option value=${name}>${name.toUpperCase()}</option>`)}</select></label>`}>
    <${Warnings} warnings=${report.warnings} />
    <${Table} label=${t("leaderboard.title")} rows=${report.leaderboard} columns=${[
      { title: t("leaderboard.candidate"), head: true, cell: (row) => html`<span lang="en">${row.candidate}</span>` },
      { title: report.measure.toUpperCase(), number: true, cell: (row) => format(row.errors[report.measure]) },
      { title: t("leaderboard.standing"), cell: (row) => html`<span class=${`badge ${STANDINGS[row.standing]}`}>${t(`standing.${row.standing}`)}</span>` },
      { title: t("leaderboard.difference"), minor: true, cell: (row) => row.difference?.mean != null
        ? html`<span class="nowrap">+${number(row.difference.mean)}</span> <span class="small muted nowrap">[${number(row.difference.lower)} … ${number(row.difference.upper)}]</span>` : "–" },
      { title: "", minor: true, cell: (row) => row.difference?.mean != null && html`<${Whisker} difference=${row.difference} most=${farthest} />` },
      ...(report.measure === "mae" ? [] : [{ title: "MAE", minor: true, number: true, cell: (row) => mae(row.errors.mae) }]),
      { title: t("leaderboard.coverage"), cell: (row) => (row.errors.intervals || []).map((one) => html`<div class="small nowrap">${levelText(one.level)}: ${percent(one.coverage, 1)}</div>`) },
      { title: t("leaderboard.fitting"), minor: true, number: true, cell: (row) => duration(row.fitting) },
    ]} />
    <ul class="small muted" lang="en">${report.leaderboard.map((row) => html`<li>${row.problem || row.statement}</li>`)}</ul>
    <p class="small muted">${t("leaderboard.about", { n: report.series, series: whole(report.series) })}</p>
  <//>`;
}

/** A difference to the best with its interval, from 0 at the left edge. @param {{difference: {mean: number, lower: number, upper: number}, most: number}} props */
function Whisker({ difference: { mean, lower, upper }, most }) {
  const at = (/** @type {number} */ value) => (most > 0 ? Math.max(0, Math.min(100, (100 * value) / most)) : 0);
  return html`<span class="whisker" aria-hidden="true"><span style=${{ left: `${at(lower)}%`, width: `${at(upper) - at(lower)}%` }}></span><i style=${{ left: `${at(mean)}%` }}></i></span>`;
}

function Steps({ path, report }) {
  const errors = useResource((signal) => call(`${path}/errors?by=step`, { signal }), [path]);
  const chart = useMemo(() => {
    if (!errors.data) return undefined;
    const steps = [...new Set(errors.data.items.map((row) => row.step))].sort((a, b) => a - b);
    const names = report.leaderboard.map((row) => row.candidate).slice(0, COLORS.length);
    return {
      steps,
      lines: names.map((name, i) => ({ label: name, color: COLORS[i], values: steps.map((step) => mean(errors.data.items.filter((row) => row.candidate === name && row.step === step))) })),
    };
  }, [errors.data, report]);
  return html`<${Card} title=${t("backtest.steps")}>
    <${Loaded} resource=${errors} tall>${() => chart && chart.steps.length > 1
      ? html`<${Chart} label=${t("backtest.steps")} stepTitle=${t("backtest.step")} frequency="step" steps=${chart.steps} lines=${chart.lines} height=${240} />`
      : html`<p class="muted">${t("backtest.one")}</p>`}<//>
  <//>`;
}

/** Mean absolute error of the targets. @param {any[]} rows */
function mean(rows) {
  const known = rows.map((row) => row.errors.mae).filter((value) => value !== null && value !== undefined);
  return known.length ? known.reduce((sum, value) => sum + value, 0) / known.length : null;
}
