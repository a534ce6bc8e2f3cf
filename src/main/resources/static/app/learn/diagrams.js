/** Drawings of a recurrent unit and of the topologies, unrolled over time. */
import { html } from "../preact.js";
import { t } from "../i18n/index.js";
import { Arrow, lit, Play, useSteps } from "./steps.js";

const STEP = 104;
const LEFT = 62;

/** One unit with its loop, and the same unit unrolled. */
export function Cell() {
  const steps = useSteps(2);
  const { at } = steps;
  return html`<div class="stack"><svg class="diagram" viewBox="0 0 440 210" role="img" aria-label=${t("learn.unit.drawing")}>
    <${Arrow} id="arrow-cell" />
    <rect class=${lit("box", at, 0, 1)} x="40" y="84" width="72" height="44" rx="8" /><text x="76" y="106">φ</text>
    <line class=${lit("", at, 0, 1)} x1="76" y1="166" x2="76" y2="132" marker-end="url(#arrow-cell)" /><text x="76" y="182">x(t)</text>
    <line class=${lit("", at, 0, 1)} x1="76" y1="84" x2="76" y2="50" marker-end="url(#arrow-cell)" /><text x="76" y="34">y(t)</text>
    <path class=${lit("", at, 1)} d="M112 100h22v-36h-116v42h18" marker-end="url(#arrow-cell)" />
    <text x="176" y="106">=</text>
    ${[0, 1].map((i) => {
      const x = 222 + i * 112;
      return html`<rect class=${lit("box", at, i)} x=${x} y="84" width="72" height="44" rx="8" /><text x=${x + 36} y="106">φ</text>
        <line class=${lit("", at, i)} x1=${x + 36} y1="166" x2=${x + 36} y2="132" marker-end="url(#arrow-cell)" /><text x=${x + 36} y="182">${i ? "x(t)" : "x(t−1)"}</text>
        <line class=${lit("", at, i)} x1=${x + 36} y1="84" x2=${x + 36} y2="50" marker-end="url(#arrow-cell)" /><text x=${x + 36} y="34">${i ? "y(t)" : "y(t−1)"}</text>
        <line class=${lit("", at, i + 1)} x1=${x + 72} y1="106" x2=${x + 106} y2="106" marker-end="url(#arrow-cell)" />`;
    })}
  </svg><div><${Play} steps=${steps} title=${t("learn.unit")} /></div></div>`;
}

/**
 * @param {{name: string, inputs: boolean[], outputs: boolean[], decoder?: number}} props `decoder` is its first step
 */
export function Topology({ name, inputs, outputs, decoder }) {
  const steps = useSteps(inputs.length);
  const { at } = steps;
  const end = `url(#arrow-${name})`;
  return html`<div class="stack"><svg class="diagram" viewBox=${`0 0 ${LEFT + STEP * inputs.length - 4} 190`} role="img" aria-label=${t(`learn.${name}.text`)}>
    <${Arrow} id=${`arrow-${name}`} />
    ${inputs.map((reads, i) => {
      const x = LEFT + i * STEP;
      const fed = decoder !== undefined && i > decoder;
      const read = reads ? `x${sub(i)}` : fed ? `y${sub(i - 1)}` : "";
      return html`
        <rect class=${lit("box", at, i)} x=${x - 32} y="76" width="64" height="40" rx="8" />
        <text x=${x} y="96">${decoder === undefined ? "RNN" : i < decoder ? t("learn.encoder") : t("learn.decoder")}</text>
        <circle class=${lit(read ? "io" : "off", at, i)} cx=${x} cy="164" r="17" />
        ${read && html`<text x=${x} y="164">${read}</text><line class=${lit("", at, i)} x1=${x} y1="147" x2=${x} y2="119" marker-end=${end} />`}
        <circle class=${lit(outputs[i] ? "io" : "off", at, i)} cx=${x} cy="28" r="17" />
        ${outputs[i] && html`<text x=${x} y="28">y${sub(i)}</text><line class=${lit("", at, i)} x1=${x} y1="76" x2=${x} y2="48" marker-end=${end} />`}
        ${i + 1 < inputs.length && html`<line class=${lit("", at, i + 1)} x1=${x + 32} y1="96" x2=${x + STEP - 35} y2="96" marker-end=${end} />`}
        ${fed && html`<path class=${lit("", at, i)} d=${`M${x - STEP + 17} 28C${x - 50} 28 ${x - 54} 164 ${x - 20} 164`} marker-end=${end} />`}`;
    })}
  </svg><div><${Play} steps=${steps} title=${t(`topology.${name}`)} /></div></div>`;
}

/** A small number below the line. @param {number} i */
const sub = (i) => "₀₁₂₃₄"[i];
