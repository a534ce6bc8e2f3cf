/** Labels of axes: times as precise as the distance of two labels, numbers with the digits that tell labels apart. */
import { browserZone } from "../format.js";
import { locale } from "../i18n/index.js";

const DAY = 86400;

/**
 * Labels of times, in seconds since 1970. A second line has the year or the day where it changes.
 * @param {number[]} splits
 * @param {number} distance of two labels in seconds
 * @param {string | undefined} zone
 */
export function timeLabels(splits, distance, zone) {
  const timeZone = browserZone(zone);
  const format = (/** @type {Intl.DateTimeFormatOptions} */ options) => new Intl.DateTimeFormat(locale(), { timeZone, ...options });
  const [fine, coarse] =
    distance >= 360 * DAY ? [format({ year: "numeric" }), undefined]
    : distance >= 27 * DAY ? [format({ month: "short" }), format({ year: "numeric" })]
    : distance >= DAY ? [format({ day: "numeric", month: "short" }), format({ year: "numeric" })]
    : [format({ hour: "2-digit", minute: "2-digit", second: distance < 60 ? "2-digit" : undefined }), format({ day: "numeric", month: "short" })];
  let before = "";
  return splits.map((split) => {
    const time = new Date(split * 1000);
    const below = coarse ? coarse.format(time) : "";
    const label = below === before ? fine.format(time) : `${fine.format(time)}\n${below}`;
    before = below;
    return label;
  });
}

/** @param {number[]} splits @param {number} distance of two labels */
export function numberLabels(splits, distance) {
  const largest = Math.max(...splits.map(Math.abs));
  let digits = 0;
  while (digits < 12 && Math.abs(distance * 10 ** digits - Math.round(distance * 10 ** digits)) > 1e-6 * distance * 10 ** digits) digits++;
  const format = new Intl.NumberFormat(
    locale(),
    largest >= 1e6 || (largest > 0 && largest < 1e-4)
      ? { notation: largest >= 1e6 && largest < 1e15 ? "compact" : "scientific", maximumSignificantDigits: 4 }
      : { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return splits.map((split) => format.format(split));
}

/**
 * Labels of a logarithmic axis; of many splits only the powers of ten, and 2 and 5 times them.
 * @param {(number | null)[]} splits
 */
export function logLabels(splits) {
  const all = splits.filter((split) => split !== null);
  const range = all.length ? Math.log10(all[all.length - 1] / all[0]) : 0;
  const format = new Intl.NumberFormat(locale(), { maximumSignificantDigits: 2 });
  return splits.map((split) => {
    if (split === null) return "";
    const leading = Number(split.toExponential(0)[0]);
    return leading === 1 || (range < 2 && (leading === 2 || leading === 5)) ? format.format(split) : "";
  });
}

/**
 * Space for the labels of a vertical axis.
 * @param {CanvasRenderingContext2D} context
 * @param {string[] | null} labels
 * @param {string} font
 */
export function labelWidth(context, labels, font) {
  if (!labels) return 40;
  context.save();
  context.font = font;
  const width = Math.max(...labels.map((label) => context.measureText(label).width));
  context.restore();
  return Math.ceil(width) + 16;
}
