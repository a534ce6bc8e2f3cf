/** A matrix as a picture: one coloured cell for each value. */
import { html, useEffect, useRef, useState } from "../preact.js";
import { aligned, number, whole } from "../format.js";
import { t } from "../i18n/index.js";
import { Table } from "../ui/parts.js";
import { colorOf, css } from "./scale.js";

const ROWS = 300;

/**
 * Draws `[columns][rows]`, the first row on top.
 * @param {{values: number[][], scale: import("./scale.js").Scale, left: number, width: number, height: number, label: string, name?: string}} props
 */
export function Heat({ values, scale, left, width, height, label }) {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  useEffect(() => {
    const element = /** @type {HTMLCanvasElement} */ (canvas.current);
    const columns = values.length;
    const rows = values[0]?.length || 0;
    element.width = Math.max(1, columns);
    element.height = Math.max(1, rows);
    const context = /** @type {CanvasRenderingContext2D} */ (element.getContext("2d"));
    const image = context.createImageData(element.width, element.height);
    for (let c = 0; c < columns; c++)
      for (let r = 0; r < rows; r++) {
        const value = values[c][r];
        const at = 4 * (r * columns + c);
        if (value === null) continue;
        image.data.set(colorOf(scale, value), at);
        image.data[at + 3] = 255;
      }
    context.putImageData(image, 0, 0);
  }, [values, scale]);
  return html`<canvas class="heat" role="img" aria-label=${label} ref=${canvas} style=${{ left: `${left}px`, width: `${width}px`, height: `${height}px` }}></canvas>`;
}

/** The colours of a scale with their values. @param {{scale: import("./scale.js").Scale}} props */
export const Legend = ({ scale }) => {
  const at = (/** @type {number} */ share) => scale.least + share * (scale.greatest - scale.least);
  const stops = Array.from({ length: 9 }, (_, i) => css(scale, at(i / 8)));
  return html`<span class="scale" aria-hidden="true"><span>${number(scale.least)}</span><span class="ramp" style=${{ background: `linear-gradient(to right, ${stops.join(",")})` }}></span><span>${number(scale.greatest)}</span></span>`;
};

/**
 * The values of a matrix as a table, made when it is opened.
 * @param {{values: number[][], label: string, head: string, rowTitle: (row: number) => string, columnTitle: (column: number) => string}} props `values` is `[rows][columns]` of the table
 */
export function Values({ values, label, head, rowTitle, columnTitle }) {
  const [open, setOpen] = useState(false);
  const table = () => {
    const format = aligned(values.flat());
    const shown = Math.max(0, values.length - ROWS);
    return html`${shown > 0 && html`<p class="small muted">${t("chart.rows", { shown: whole(ROWS), all: whole(values.length) })}</p>`}
      <${Table} label=${label} limited rows=${values.slice(shown)} columns=${[
        { title: head, head: true, cell: (_, row) => html`<span class="nowrap">${rowTitle(row + shown)}</span>` },
        ...(values[0] || []).map((_, column) => ({ title: columnTitle(column), number: true, cell: (row) => format(row[column]) })),
      ]} />`;
  };
  return html`<details class="values" onToggle=${(event) => setOpen(event.target.open)}><summary>${t("chart.table")}<span class="visually-hidden"> ${label}</span></summary>${open && table()}</details>`;
}
