/** What a chart draws beside its lines and bands: coloured parts, missing values, marks. Plots are those of uPlot. */

export const FONT = '12px system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif';

/** @param {any} plot @param {import("./chart.js").Span} span @param {string} fill */
export function drawSpan(plot, span, fill) {
  const { ctx, bbox } = plot;
  const [left, right] = [span.from, span.to].map((at) => Math.max(bbox.left, Math.min(bbox.left + bbox.width, plot.valToPos(at, "x", true))));
  ctx.save();
  ctx.fillStyle = fill;
  ctx.fillRect(left, bbox.top, right - left, bbox.height);
  ctx.restore();
}

/** Marks the steps at which a line has no value. @param {any} plot @param {import("./chart.js").Chart} chart @param {string} fill */
export function drawGaps(plot, { lines, gaps = [] }, fill) {
  const { ctx, bbox } = plot;
  const [x] = plot.data;
  const size = 4 * devicePixelRatio;
  const at = (/** @type {number} */ value) => Math.max(bbox.left, Math.min(bbox.left + bbox.width, plot.valToPos(value, "x", true)));
  ctx.save();
  ctx.fillStyle = fill;
  x.forEach((step, i) => {
    if (lines.every((line) => line.values[i] !== null)) return;
    const left = at((step + (x[i - 1] ?? step)) / 2);
    const right = at((step + (x[i + 1] ?? step)) / 2);
    if (right > bbox.left && left < bbox.left + bbox.width) ctx.fillRect(left, bbox.top + bbox.height - size, Math.max(devicePixelRatio, right - left), size);
  });
  gaps.forEach((gap) => {
    const left = at(gap);
    if (left > bbox.left && left < bbox.left + bbox.width) ctx.fillRect(left, bbox.top + bbox.height - size, 2 * devicePixelRatio, size);
  });
  ctx.restore();
}

/** @param {any} plot @param {import("./chart.js").Mark} mark @param {string} stroke */
export function drawMark(plot, mark, stroke) {
  const { ctx, bbox } = plot;
  const x = Math.round(plot.valToPos(mark.x, "x", true));
  if (x < bbox.left || x > bbox.left + bbox.width) return;
  ctx.save();
  ctx.strokeStyle = stroke;
  ctx.fillStyle = stroke;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.font = FONT.replace("12px", `${11 * devicePixelRatio}px`);
  ctx.textAlign = "right";
  ctx.textBaseline = "top";
  ctx.fillText(mark.label, x - 5 * devicePixelRatio, bbox.top + 2 * devicePixelRatio);
  ctx.restore();
}
