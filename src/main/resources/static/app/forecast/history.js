/** The end of a series with every step, also of a long one. */
import { seriesValues } from "../data/series.js";

const AT_ONCE = 4000;

/**
 * @typedef {{timestamps: string[], values: (number | null)[][], columns: string[]}} History
 */

/**
 * @param {string} dataset id
 * @param {string} series id
 * @param {number} wanted steps at the end, at least
 * @param {AbortSignal} signal
 * @returns {Promise<History>}
 */
export async function historyEnd(dataset, series, wanted, signal) {
  const overview = await seriesValues(dataset, series, { points: AT_ONCE }, signal);
  if (overview.timestamps.length === overview.steps) return overview;
  // A thinned series tells about which time the wanted steps begin.
  const share = Math.max(0, 1 - wanted / overview.steps);
  const index = Math.max(0, Math.floor(share * overview.timestamps.length) - 2);
  return seriesValues(dataset, series, { from: overview.timestamps[index] }, signal);
}

/**
 * The row of the last known value of a column; -1 if there is none.
 * @param {History} history
 * @param {number} column
 */
export function lastKnown(history, column) {
  let row = history.values.length - 1;
  while (row >= 0 && history.values[row][column] === null) row--;
  return row;
}
