/** Scrolling and zooming of a chart by the wheel. */

/**
 * Scrolls by a sideways wheel, or one with the shift key, and zooms by one with the control key.
 * @param {any} plot of uPlot
 * @param {WheelEvent} event
 * @param {import("./chart.js").Chart["onView"]} onView
 */
export function wheel(plot, event, onView) {
  const sideways = event.shiftKey ? event.deltaX || event.deltaY : event.deltaX;
  const zooms = event.ctrlKey || event.metaKey;
  const { min, max } = plot.scales.x;
  if (!onView || min == null || max == null || (!zooms && Math.abs(sideways) <= Math.abs(event.shiftKey ? 0 : event.deltaY))) return;
  event.preventDefault();
  if (zooms) {
    const middle = plot.posToVal(event.offsetX, "x");
    const factor = 1.002 ** event.deltaY;
    onView([middle - (middle - min) * factor, middle + (max - middle) * factor]);
  } else {
    const shift = (sideways / plot.over.clientWidth) * (max - min);
    onView([min + shift, max + shift]);
  }
}
