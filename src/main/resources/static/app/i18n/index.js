/** The texts of the dashboard in the language of the browser or the one that was chosen. */
import en from "./en.js";
import es from "./es.js";

/** @typedef {"en" | "es"} Language */

/** @type {Record<Language, Record<string, string | string[]>>} */
const TEXTS = { en, es };
const STORED = "rondo.language";

/** @returns {Language} */
function preferred() {
  const stored = localStorage.getItem(STORED);
  if (stored === "en" || stored === "es") return stored;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag in TEXTS) === "es" ? "es" : "en";
}

/** @type {Language} */
export let language = preferred();
document.documentElement.lang = language;

/** The language with the region of the reader, for dates and numbers: `en-GB`. */
export const locale = () => navigator.languages.find((tag) => tag.startsWith(language)) || language;

/** @param {Language} chosen */
export function setLanguage(chosen) {
  language = chosen;
  localStorage.setItem(STORED, chosen);
  document.documentElement.lang = chosen;
}

/**
 * The text of a key, with `{name}` replaced by values. A text in two forms, `[one, many]`, follows the value `n`.
 * @param {string} key
 * @param {Record<string, unknown>} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
  /** @type {string | string[] | undefined} */
  let text = TEXTS[language][key];
  if (Array.isArray(text)) text = text[values.n === 1 || values.n === "1" ? 0 : 1];
  if (text === undefined) return key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** Whether a key has a text. @param {string} key */
export const known = (key) => key in TEXTS[language];
