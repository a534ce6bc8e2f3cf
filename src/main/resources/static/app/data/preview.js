/** What a dataset would be, before it is one: its facts, its columns and findings, its first rows, and the beginning of its series. */
import { html } from "../preact.js";
import { Chart, position } from "../chart/chart.js";
import { aligned, frequencyText, stepText, timeRange, whole } from "../format.js";
import { t } from "../i18n/index.js";
import { Card, Facts, Table } from "../ui/parts.js";
import { Understood } from "./understood.js";

const COLORS = ["--forecast", "--series-2", "--series-3"];

/** @param {{preview: import("../types.js").UploadPreview, head: string}} props `head` is the beginning of the file as text */
export const Preview = ({ preview, head }) => html`
  <div class="columns">
    <${Card} title=${t("preview.series")}>
      <${SeriesPreview} series=${preview.series} columns=${preview.columns} frequency=${preview.frequency} zone=${preview.timeZone} />
      <${Facts} facts=${[
        [t("data.series"), whole(preview.shape.series)],
        [t("data.steps"), whole(preview.shape.steps.max)],
        [t("data.frequency"), frequencyText(preview.frequency)],
        [t("data.range"), timeRange(preview)],
        [t("data.zone"), preview.timeZone],
        [t("data.missing"), whole(preview.missing)],
      ]} />
    <//>
    <${Understood} dataset=${preview} />
  </div>
  <div class="columns">
    <${Card} title=${t("preview.rows")}><${Rows} rows=${preview.rows} zone=${preview.timeZone} /><//>
    ${head && html`<${Card} title=${t("upload.head")}><div class="code-block" tabindex="0" role="region" aria-label=${t("upload.head")}><pre>${head}</pre></div><//>`}
  </div>`;

/** The first steps of the first series, as they would be kept. @param {{rows: any, zone: string}} props */
function Rows({ rows, zone }) {
  const text = stepText(rows.frequency, zone);
  return html`<${Table} label=${t("preview.rows")} rows=${rows.timestamps.map((_, i) => i)} columns=${[
    { title: t("chart.time"), head: true, cell: (i) => html`<span class="nowrap">${text(rows.timestamps[i])}</span>` },
    ...rows.columns.map((name, c) => {
      const format = aligned(rows.values.map((row) => row[c]));
      return { title: name, number: true, cell: (i) => format(rows.values[i][c]) };
    }),
  ]} />`;
}

/**
 * The first column of the first series, each in its colour; of several columns those of one series.
 * @param {{series: any[], columns: {name: string}[], frequency: string, zone?: string}} props
 */
export function SeriesPreview({ series, columns, frequency, zone = undefined }) {
  const [first] = series;
  const alike = series.filter((one) => one.timestamps.join() === first.timestamps.join());
  const lines = columns.length > 1 || alike.length === 1
    ? columns.slice(0, COLORS.length).map((column, i) => ({ label: column.name, color: COLORS[i], values: first.values.map((row) => row[i]) }))
    : alike.map((one, i) => ({ label: one.id, color: COLORS[i], values: one.values.map((row) => row[0]) }));
  return html`<${Chart} label=${t("preview.series")} steps=${first.timestamps} frequency=${frequency} zone=${zone} lines=${lines} height=${260} missing gaps=${first.gaps?.map(position)} />`;
}
