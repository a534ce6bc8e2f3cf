/** What a model is, and how much lower its error is than that of the best baseline. */
import { html } from "../preact.js";
import { number, percent } from "../format.js";
import { t } from "../i18n/index.js";

/** Skill from which a model counts as better or worse. */
const NOTICEABLE = 0.005;
/** Largest ratio of errors that is told. */
const MOST_TIMES = 100;

/** The part of an evaluation that counts: the test part, or else validation. @param {import("../types.js").Evaluation | undefined} evaluation */
export const judged = (evaluation) => evaluation?.test || evaluation?.validation || null;

/** What a model is, in words. @param {import("../types.js").Model} model */
export function kind(model) {
  if (!model.specification) return t("model.ensemble");
  const { cell, units } = model.specification.network;
  return `${t(`cell.${cell.type}`)} ${units.join("-")}`;
}

/**
 * How a model compares with the best baseline, as the end of a key and the values of its text.
 * @param {any} part of an evaluation, with a skill
 */
export function comparison({ skill, bestBaseline }) {
  const share = percent(Math.abs(skill), Math.abs(skill) < 0.1 ? 1 : 0);
  const factor = Math.min(MOST_TIMES, 1 - skill);
  const kind = skill > NOTICEABLE ? "better" : skill >= -NOTICEABLE ? "equal" : factor < 2 ? "worse" : "far";
  return { kind, values: { share, baseline: bestBaseline, factor: `${factor === MOST_TIMES ? "> " : ""}${number(Math.round(10 * factor) / 10)}` } };
}

/** @type {Record<string, string>} */
const TONES = { better: "good", equal: "warn", worse: "bad", far: "bad" };

/** @param {{evaluation: import("../types.js").Evaluation}} props */
export function Skill({ evaluation }) {
  const part = judged(evaluation);
  if (!part || part.skill === null || part.skill === undefined) return html`<span class="badge">${t("skill.unknown")}</span>`;
  const { kind, values } = comparison(part);
  return html`<span class=${`badge ${TONES[kind]}`}>${t(`skill.${kind}`, values)}</span>`;
}
