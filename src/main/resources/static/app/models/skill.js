/** What a model is, and how much lower its error is than that of the best baseline. */
import { html } from "../preact.js";
import { percent } from "../format.js";
import { t } from "../i18n/index.js";

/** The part of an evaluation that counts: the test part, or else validation. @param {any} evaluation */
export const judged = (evaluation) => evaluation?.test || evaluation?.validation || null;

/** What a model is, in words. @param {any} model */
export function kind(model) {
  if (!model.specification) return t("model.ensemble");
  const { cell, units } = model.specification.network;
  return `${t(`cell.${cell.type}`)} ${units.join("-")}`;
}

/** @param {{evaluation: any}} props */
export function Skill({ evaluation }) {
  const part = judged(evaluation);
  if (!part || part.skill === null || part.skill === undefined) return html`<span class="badge">${t("skill.unknown")}</span>`;
  const share = percent(Math.abs(part.skill), Math.abs(part.skill) < 0.1 ? 1 : 0);
  const values = { share, baseline: part.bestBaseline };
  if (part.skill > 0.005) return html`<span class="badge good">${t("skill.better", values)}</span>`;
  if (part.skill < -0.005) return html`<span class="badge bad">${t("skill.worse", values)}</span>`;
  return html`<span class="badge warn">${t("skill.equal", values)}</span>`;
}
