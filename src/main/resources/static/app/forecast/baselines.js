/** Simple forecasts to compare with. */

/** @typedef {(number | null)[]} Values */

/** The simple forecasts by name; each continues the values up to the origin. @type {Record<string, (observed: Values, origin: number, horizon: number, season: number) => Values>} */
export const BASELINES = {
  naive: (observed, origin, horizon) => repeated(observed, origin, 1, horizon),
  "seasonal-naive": (observed, origin, horizon, season) => repeated(observed, origin, season, horizon),
  drift: (observed, origin, horizon) => {
    const first = observed.findIndex((value) => value !== null);
    const slope = origin > first ? (Number(observed[origin]) - Number(observed[first])) / (origin - first) : 0;
    return Array.from({ length: horizon }, (_, i) => Number(observed[origin]) + slope * (i + 1));
  },
};

/**
 * The last season before the origin, repeated.
 * @param {Values} observed
 * @param {number} origin
 * @param {number} season
 * @param {number} horizon
 */
const repeated = (observed, origin, season, horizon) =>
  Array.from({ length: horizon }, (_, i) => observed[origin - season + 1 + (i % season)] ?? null);
