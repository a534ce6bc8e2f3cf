/** Numbers, times, durations and sizes as a person reads them, in the language of the dashboard. */
import { locale, t } from "./i18n/index.js";

/** @type {Map<string, Intl.NumberFormat>} */
const formats = new Map();

/** @param {Intl.NumberFormatOptions} options */
function numbers(options) {
  const key = locale() + JSON.stringify(options);
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.NumberFormat(locale(), options)));
  return format;
}

/** A measured value with at most four significant digits, but all digits before the point. @param {number | null | undefined} value */
export function number(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e12)) return numbers({ notation: "scientific", maximumSignificantDigits: 4 }).format(value);
  return size >= 1000
    ? numbers({ maximumFractionDigits: size < 10000 ? 1 : 0 }).format(value)
    : numbers({ maximumSignificantDigits: 4 }).format(value);
}

/** Values of one kind with equal decimals, so that they line up, and no more than they need. @param {(number | null | undefined)[]} all */
export function aligned(all) {
  const known = /** @type {number[]} */ (all.filter(Number.isFinite));
  const size = known.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let digits = size === 0 ? 0 : Math.max(0, Math.min(8, 3 - Math.floor(Math.log10(size))));
  while (digits > 0 && known.every((value) => Number(value.toFixed(digits)) === Number(value.toFixed(digits - 1)))) digits--;
  const format = numbers({ minimumFractionDigits: digits, maximumFractionDigits: digits });
  return (/** @type {number | null | undefined} */ value) =>
    value === null || value === undefined || !Number.isFinite(value) ? "–" : format.format(value);
}

/** A whole number with separators. @param {number} value */
export const whole = (value) => numbers({ maximumFractionDigits: 0 }).format(value);

/** A share of 1. @param {number | null | undefined} share */
export const percent = (share, digits = 0) =>
  share === null || share === undefined
    ? "–"
    : numbers({ style: "percent", minimumFractionDigits: digits, maximumFractionDigits: digits }).format(share);

/** A level of an interval, given in percent. @param {number} level */
export const levelText = (level) => numbers({ style: "percent", maximumFractionDigits: 2 }).format(level / 100);

/** @param {number} bytes */
export function bytes(bytes) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  const power = Math.min(3, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(1000)));
  return numbers({ style: "unit", unit: units[power], unitDisplay: power ? "short" : "long", maximumSignificantDigits: 3 }).format(
    bytes / 1000 ** power);
}

/** Seconds of an ISO 8601 duration of days and smaller units. @param {string} text */
export function seconds(text) {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(text);
  if (!match) return NaN;
  const [, days = 0, hours = 0, minutes = 0, rest = 0] = match;
  return +days * 86400 + +hours * 3600 + +minutes * 60 + +rest;
}

/** A duration of the service, `PT12.4S`, or a number of seconds. @param {string | number | null | undefined} value */
export function duration(value) {
  if (value === null || value === undefined) return "–";
  const all = typeof value === "number" ? value : seconds(value);
  if (!Number.isFinite(all)) return String(value);
  const unit = (/** @type {string} */ name, /** @type {number} */ n, digits = 0) =>
    numbers({ style: "unit", unit: name, unitDisplay: "short", maximumFractionDigits: digits }).format(n);
  if (all < 1) return unit("millisecond", Math.round(all * 1000));
  if (all < 60) return unit("second", all, all < 10 ? 1 : 0);
  const whole = Math.round(all);
  if (whole < 3600) return `${unit("minute", Math.floor(whole / 60))} ${unit("second", whole % 60)}`;
  return `${unit("hour", Math.floor(whole / 3600))} ${unit("minute", Math.floor((whole % 3600) / 60))}`;
}

/**
 * A zone that the browser knows; the service also has offsets such as `+01:00`.
 * @param {string | undefined} zone
 */
export function browserZone(zone) {
  const name = !zone || zone === "Z" ? "UTC" : zone;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return name;
  } catch {
    return "UTC";
  }
}

const DAY = 86400;

/** Steps of a frequency in seconds, about; undefined for integer steps. @param {string} frequency */
function stepSeconds(frequency) {
  if (frequency.startsWith("step")) return undefined;
  if (frequency === "business-day") return DAY;
  const calendar = /^P(\d+)(Y|M|W)/.exec(frequency);
  if (calendar) return +calendar[1] * { Y: 365 * DAY, M: 30 * DAY, W: 7 * DAY }[/** @type {"Y" | "M" | "W"} */ (calendar[2])];
  return seconds(frequency);
}

/**
 * A time step as text: as precise as the frequency, in the zone of the data.
 * @param {string} frequency
 * @param {string} [zone]
 * @returns {(step: string | number) => string} from ISO 8601, or an integer step
 */
export function stepText(frequency, zone) {
  const size = stepSeconds(frequency);
  if (size === undefined) return (step) => t("format.step", { n: whole(Number(step)) });
  /** @type {Intl.DateTimeFormatOptions} */
  const parts = { timeZone: browserZone(zone), year: "numeric" };
  if (size < 365 * DAY) parts.month = "short";
  if (size < 28 * DAY) parts.day = "numeric";
  if (size < DAY) Object.assign(parts, { hour: "2-digit", minute: "2-digit" });
  if (size < 60) parts.second = "2-digit";
  const format = new Intl.DateTimeFormat(locale(), parts);
  return (step) => format.format(new Date(step));
}

/** A moment of the service's work, in the zone of the reader. @param {string | null | undefined} instant */
export function moment(instant) {
  if (!instant) return "–";
  return new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).format(new Date(instant));
}

/** A frequency in words. @param {string} frequency */
export function frequencyText(frequency) {
  const key = `frequency.${frequency}`;
  const text = t(key);
  return text === key ? frequency : text;
}

/** First and last time of a dataset. @param {any} dataset */
export function timeRange({ frequency, timeZone, timeRange }) {
  const text = stepText(frequency, timeZone);
  return `${text(timeRange.start)} – ${text(timeRange.end)}`;
}

/** How long a job ran. @param {any} job */
export const took = (job) => (job.startedAt && job.finishedAt ? duration((Date.parse(job.finishedAt) - Date.parse(job.startedAt)) / 1000) : "–");
