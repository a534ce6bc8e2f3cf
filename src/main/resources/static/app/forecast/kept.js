/** Forecasts that were kept earlier, as lines over the same times. */
import { position } from "../chart/chart.js";
import { t } from "../i18n/index.js";

const MOST = 8;

/**
 * The newest kept forecasts that reach into a picture.
 * @param {import("../types.js").KeptForecast[]} kept newest first
 * @param {string} target column
 * @param {string[]} timestamps of the history
 * @param {number} first row of the history at which the picture begins
 * @param {number} origin row of the last value that the present forecast used
 * @param {number} steps of the picture
 * @returns {import("../chart/chart.js").Line[]}
 */
export function keptLines(kept, target, timestamps, first, origin, steps) {
  const rows = new Map(timestamps.map((time, row) => [position(time), row]));
  return kept
    .filter((one) => !one.target || one.target === target)
    .map((one) => ({ one, row: rows.get(position(one.origin)) }))
    .filter(({ one, row }) => row !== undefined && row !== origin && row + one.median.length >= first && row + 1 - first < steps)
    .slice(0, MOST)
    .map(({ one, row }, i) => ({
      label: i === 0 ? t("picture.kept") : t("picture.kept.number", { n: i + 1 }),
      color: "--series-4",
      kind: /** @type {const} */ ("dashed"),
      width: 1.2,
      unlisted: i > 0,
      values: Array.from({ length: steps }, (_, at) => one.median[first + at - /** @type {number} */ (row) - 1] ?? null),
    }));
}
