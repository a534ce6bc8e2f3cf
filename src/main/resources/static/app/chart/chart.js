/** A chart of lines and bands over time or steps, drawn by uPlot, with a legend and a data table. */
import { html, useEffect, useLayoutEffect, useMemo, useRef, useState } from "../preact.js";
import uPlot from "../../vendor/uplot.js";
import { aligned, browserZone, stepText, whole } from "../format.js";
import { t } from "../i18n/index.js";
import { Table } from "../ui/parts.js";
import { labelWidth, logLabels, numberLabels, timeLabels } from "./axes.js";
import { drawGaps, drawMark, drawSpan, FONT } from "./draw.js";
import { color, watchTheme } from "./theme.js";
import { wheel } from "./wheel.js";

/**
 * @typedef {(number | null)[]} Values
 * @typedef {{label: string, values: Values, color: string, kind?: "line" | "dashed" | "bars", width?: number, anchored?: boolean, unlisted?: boolean}} Line `color` is a token;
 *     an unlisted line is not in the legend
 * @typedef {{label: string, lower: Values, upper: Values, color: string}} Band the widest first
 * @typedef {{x: number, label: string}} Mark a vertical line
 * @typedef {{from: number, to: number, color: string}} Span positions, and a token
 * @typedef {object} Chart
 * @property {string} label what the chart shows, for screen readers
 * @property {(string | number)[]} steps ISO 8601 times or numbers of steps, ascending
 * @property {string} frequency of the steps, or `step`
 * @property {string} [zone] time zone of the labels
 * @property {Line[]} lines
 * @property {Band[]} [bands]
 * @property {Mark[]} [marks]
 * @property {number} [anchor] index from which bands and anchored lines are drawn; their value there is not told
 * @property {boolean} [missing] whether missing values of the lines are marked at the bottom
 * @property {number[]} [gaps] positions of further missing values
 * @property {number} [height] in pixels
 * @property {boolean} [log] logarithmic values
 * @property {boolean} [fromZero] whether the axis of values begins at 0
 * @property {string} [stepTitle] heading of the steps
 * @property {[number, number] | null} [view] the shown positions; null for everything
 * @property {(range: [number, number] | null) => void} [onView] called with positions that were selected, or moved or zoomed to by
 *     the wheel; null for everything
 * @property {Span[]} [spans] coloured parts of the axis
 * @property {(plot: uPlot) => void} [onPlot] called when the plot is made or has other data
 */

const ROWS = 300;
/** Distances of labels of steps. */
const WHOLE = Array.from({ length: 10 }, (_, power) => [1, 2, 5].map((digit) => digit * 10 ** power)).flat();

/** The position of a step on the axis: seconds since 1970, or its number. @param {string | number} step */
export const position = (step) => (typeof step === "string" && /[-T:]/.test(step.slice(1)) ? Date.parse(step) / 1000 : Number(step));

/** @param {Chart} chart */
export function Chart(chart) {
  const { label, steps, frequency, zone, lines, bands = [], height = 300 } = chart;
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const plot = useRef(/** @type {uPlot | null} */ (null));
  const legend = useRef(/** @type {HTMLElement | null} */ (null));
  const latest = useRef(chart);
  latest.current = chart;
  const [themes, setThemes] = useState(0);
  const x = useMemo(() => steps.map(position), [steps]);
  const data = useMemo(() => [x, ...bands.flatMap((band) => [band.upper, band.lower]), ...lines.map((line) => line.values)], [x, lines, bands]);
  const look = JSON.stringify([
    lines.map((line) => [line.label, line.color, line.kind]), bands.map((band) => [band.label, band.color]),
    frequency, zone, height, chart.log, document.documentElement.lang, themes]);

  useEffect(() => watchTheme(() => setThemes((n) => n + 1)), []);
  useLayoutEffect(() => {
    const element = /** @type {HTMLElement} */ (place.current);
    const made = new uPlot(options(element, latest, legend), /** @type {any} */ (data), element);
    plot.current = made;
    latest.current.onPlot?.(made);
    show(made, latest.current);
    const resize = new ResizeObserver(() => {
      if (element.clientWidth !== made.width) made.setSize({ width: element.clientWidth, height });
    });
    resize.observe(element);
    return () => {
      resize.disconnect();
      made.destroy();
    };
  }, [look]);
  const drawn = useRef(data);
  useLayoutEffect(() => {
    if (drawn.current === data) return;
    drawn.current = data;
    if (!plot.current) return;
    plot.current.setData(/** @type {any} */ (data), !latest.current.view);
    show(plot.current, latest.current);
    latest.current.onPlot?.(plot.current);
  }, [data]);
  useLayoutEffect(() => {
    if (plot.current) show(plot.current, latest.current);
  }, [chart.view?.join()]);
  useLayoutEffect(() => plot.current?.redraw(false), [JSON.stringify([chart.marks, chart.spans])]);

  return html`<figure class="chart" aria-label=${label}>
    <div class="plot" role="img" aria-label=${label} style=${{ minHeight: `${height}px` }} ref=${place}></div>
    <ul class="legend" aria-hidden="true" ref=${legend}>
      ${lines.map((line) => html`<li hidden=${line.unlisted}><span class=${`key ${line.kind || "line"}`} style=${{ color: `var(${line.color})` }}></span>${line.label} <output></output></li>`)}
      ${chart.missing && (hasGaps(lines) || Boolean(chart.gaps?.length)) && html`<li><span class="key band" style=${{ background: "var(--bad)" }}></span>${t("chart.missing")}</li>`}
      ${bands.map((band) => html`<li><span class="key band" style=${{ background: `var(${band.color})` }}></span>${band.label} <output></output></li>`)}
    </ul>
    <${DataTable} ...${chart} />
  </figure>`;
}

/** Shows the view of a chart, or everything. @param {uPlot} plot @param {Chart} chart */
function show(plot, { view }) {
  if (view === undefined) return;
  const all = plot.data[0];
  const [min, max] = view || [all[0], all[all.length - 1]];
  plot.setScale("x", { min, max });
}

/** The numbers of a chart as a table, made when it is opened. @param {Chart} chart */
function DataTable({ label, steps, frequency, zone, lines, bands = [], stepTitle, anchor }) {
  const [open, setOpen] = useState(false);
  const rows = () => {
    const text = stepText(frequency, zone);
    const format = aligned([...lines, ...bands.map((band) => ({ values: band.upper }))].flatMap((line) => line.values.slice(0, ROWS)));
    const columns = [
      { title: stepTitle || t("chart.time"), cell: (i) => (stepTitle ? steps[i] : text(steps[i])), head: true },
      ...lines.map((line) => ({ title: line.label, number: true, cell: (i) => (line.anchored && i === anchor ? "–" : format(line.values[i])) })),
      ...bands.map((band) => ({ title: band.label, number: true, cell: (i) => (band.lower[i] == null || i === anchor ? "–" : `${format(band.lower[i])} … ${format(band.upper[i])}`) })),
    ];
    const shown = steps.length > ROWS ? steps.length - ROWS : 0;
    return html`${shown > 0 && html`<p class="small muted">${t("chart.rows", { shown: whole(ROWS), all: whole(steps.length) })}</p>`}
      <${Table} label=${label} limited columns=${columns} rows=${steps.slice(shown).map((_, i) => i + shown)} />`;
  };
  return html`<details onToggle=${(event) => setOpen(event.target.open)}><summary>${t("chart.table")}</summary>${open && rows()}</details>`;
}

/**
 * @param {HTMLElement} element
 * @param {{current: Chart}} latest
 * @param {{current: HTMLElement | null}} legend
 * @returns {uPlot.Options}
 */
function options(element, latest, legend) {
  const { lines, bands = [], frequency, zone, height = 300, log = false } = latest.current;
  const time = !frequency.startsWith("step");
  const paint = (/** @type {string} */ token) => color(element, token);
  const axis = { stroke: paint("--muted"), font: FONT, grid: { stroke: paint("--grid"), width: 1 }, ticks: { show: false } };
  return {
    width: element.clientWidth,
    height,
    legend: { show: false },
    cursor: { y: false, points: { size: 6 } },
    scales: { x: lines.some((line) => line.kind === "bars") ? { time, range: aroundBars } : { time }, y: log ? { distr: 3 } : { range: latest.current.fromZero ? fromZero : padded } },
    padding: [12, 24, 0, 0],
    axes: [
      { ...axis, gap: 6, size: time ? 44 : 30, space: 70, incrs: time ? undefined : WHOLE, values: (_, splits, __, ___, distance) => (time ? timeLabels(splits, distance, zone) : numberLabels(splits, distance)) },
      {
        ...axis,
        size: (self, labels) => labelWidth(self.ctx, labels, FONT),
        values: (_, splits, __, ___, distance) => (log ? logLabels(splits) : numberLabels(splits, distance)),
      },
    ],
    tzDate: time ? (seconds) => uPlot.tzDate(new Date(seconds * 1000), browserZone(zone)) : undefined,
    series: [
      {},
      ...bands.flatMap(() => [edge(), edge()]),
      ...lines.map((line) => ({
        label: line.label,
        stroke: paint(line.color),
        width: line.width || 1.6,
        dash: line.kind === "dashed" ? [5, 4] : undefined,
        points: line.kind ? { show: false } : { size: 4, fill: paint(line.color) },
        ...(line.kind === "bars" ? { paths: bars, fill: paint(line.color) } : {}),
      })),
    ],
    bands: bands.map((band, i) => ({ series: [2 * i + 1, 2 * i + 2], fill: paint(band.color) })),
    hooks: {
      drawClear: [(self) => latest.current.spans?.forEach((span) => drawSpan(self, span, paint(span.color)))],
      draw: [(self) => latest.current.missing && drawGaps(self, latest.current, paint("--bad")), (self) => latest.current.marks?.forEach((mark) => drawMark(self, mark, paint("--muted")))],
      setCursor: [(self) => tell(self, latest.current, legend.current)],
      setSelect: [(self) => self.select.width > 4 && latest.current.onView?.([self.posToVal(self.select.left, "x"), self.posToVal(self.select.left + self.select.width, "x")])],
      ready: [(self) => {
        self.over.addEventListener("dblclick", () => latest.current.onView?.(null));
        self.over.addEventListener("wheel", (event) => wheel(self, event, latest.current.onView), { passive: false });
      }],
    },
  };
}

const bars = /** @type {any} */ (uPlot).paths.bars({ size: [0.5, 14] });

const edge = () => ({ stroke: "transparent", width: 0, points: { show: false } });

/**
 * The range of the values with a margin.
 * @param {uPlot} _
 * @param {number | null} least
 * @param {number | null} greatest
 * @returns {[number, number]}
 */
function padded(_, least, greatest) {
  if (least === null || greatest === null) return [0, 1];
  const margin = greatest > least ? 0.06 * (greatest - least) : Math.abs(greatest) * 0.1 || 1;
  return [least >= 0 && least - margin < 0 ? 0 : least - margin, greatest + margin];
}

/** The first and the last bar in full. @param {uPlot} plot @param {number} first @param {number} last @returns {[number, number]} */
function aroundBars(plot, first, last) {
  const half = 0.6 * ((last - first) / Math.max(1, plot.data[0].length - 1) || 1);
  return [first - half, last + half];
}

/** @param {uPlot} _ @param {number | null} __ @param {number | null} greatest @returns {[number, number]} */
const fromZero = (_, __, greatest) => [0, greatest ? 1.06 * greatest : 1];

/** @param {Line[]} lines */
const hasGaps = (lines) => lines.some((line) => line.values.includes(null));

/** Shows the values at the cursor in the legend. @param {uPlot} plot @param {Chart} chart @param {HTMLElement | null} legend */
function tell(plot, { lines, bands = [], anchor }, legend) {
  if (!legend) return;
  const index = plot.cursor.idx;
  const outputs = legend.querySelectorAll("output");
  const format = aligned(lines.flatMap((line) => (index == null ? [] : [line.values[index] ?? NaN])));
  lines.forEach((line, i) => {
    outputs[i].value = index == null || line.values[index] == null || (line.anchored && index === anchor) ? "" : format(line.values[index]);
  });
  bands.forEach((band, i) => {
    outputs[lines.length + i].value =
      index == null || band.lower[index] == null || index === anchor ? "" : `${format(band.lower[index])} … ${format(band.upper[index])}`;
  });
}

/**
 * The picture of a plot on the background of the page.
 * @param {uPlot} plot
 * @param {string} title
 * @returns {Promise<Blob>} as PNG
 */
export function picture(plot, title) {
  const source = plot.ctx.canvas;
  const ratio = devicePixelRatio;
  const canvas = document.createElement("canvas");
  canvas.width = source.width;
  canvas.height = source.height + 32 * ratio;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.fillStyle = color(plot.root, "--card");
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = color(plot.root, "--text");
  context.font = FONT.replace("12px", `600 ${14 * ratio}px`);
  context.textBaseline = "middle";
  context.fillText(title, 16 * ratio, 18 * ratio);
  context.drawImage(source, 0, 32 * ratio);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(/** @type {Blob} */ (blob)), "image/png"));
}
