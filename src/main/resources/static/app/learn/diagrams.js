/** Drawings of a recurrent unit and of the topologies, unrolled over time. */
import { html } from "../preact.js";
import { t } from "../i18n/index.js";

const STEP = 104;
const LEFT = 62;

const Arrows = ({ id }) => html`<defs><marker id=${id} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0l8 4-8 4z" /></marker></defs>`;

/** One unit with its loop, and the same unit unrolled. */
export const Cell = () => html`<svg class="diagram" viewBox="0 0 440 210" role="img" aria-label=${t("learn.unit.drawing")}>
  <${Arrows} id="arrow-cell" />
  <rect class="box" x="40" y="84" width="72" height="44" rx="8" /><text x="76" y="106">φ</text>
  <line x1="76" y1="166" x2="76" y2="132" marker-end="url(#arrow-cell)" /><text x="76" y="182">x(t)</text>
  <line x1="76" y1="84" x2="76" y2="50" marker-end="url(#arrow-cell)" /><text x="76" y="34">y(t)</text>
  <path d="M112 100h22v-36h-116v42h18" marker-end="url(#arrow-cell)" />
  <text x="176" y="106">=</text>
  ${[0, 1].map((i) => {
    const x = 222 + i * 112;
    return html`<rect class="box" x=${x} y="84" width="72" height="44" rx="8" /><text x=${x + 36} y="106">φ</text>
      <line x1=${x + 36} y1="166" x2=${x + 36} y2="132" marker-end="url(#arrow-cell)" /><text x=${x + 36} y="182">${i ? "x(t)" : "x(t−1)"}</text>
      <line x1=${x + 36} y1="84" x2=${x + 36} y2="50" marker-end="url(#arrow-cell)" /><text x=${x + 36} y="34">${i ? "y(t)" : "y(t−1)"}</text>
      <line x1=${x + 72} y1="106" x2=${x + 106} y2="106" marker-end="url(#arrow-cell)" />`;
  })}
</svg>`;

/**
 * @param {{name: string, inputs: boolean[], outputs: boolean[], decoder?: number}} props `decoder` is its first step
 */
export function Topology({ name, inputs, outputs, decoder }) {
  const end = `url(#arrow-${name})`;
  return html`<svg class="diagram" viewBox=${`0 0 ${LEFT + STEP * inputs.length - 4} 190`} role="img" aria-label=${t(`learn.${name}.text`)}>
    <${Arrows} id=${`arrow-${name}`} />
    ${inputs.map((reads, i) => {
      const x = LEFT + i * STEP;
      const fed = decoder !== undefined && i > decoder;
      const read = reads ? `x${sub(i)}` : fed ? `y${sub(i - 1)}` : "";
      return html`
        <rect class="box" x=${x - 32} y="76" width="64" height="40" rx="8" />
        <text x=${x} y="96">${decoder === undefined ? "RNN" : i < decoder ? t("learn.encoder") : t("learn.decoder")}</text>
        <circle class=${read ? "io" : "off"} cx=${x} cy="164" r="17" />
        ${read && html`<text x=${x} y="164">${read}</text><line x1=${x} y1="147" x2=${x} y2="119" marker-end=${end} />`}
        <circle class=${outputs[i] ? "io" : "off"} cx=${x} cy="28" r="17" />
        ${outputs[i] && html`<text x=${x} y="28">y${sub(i)}</text><line x1=${x} y1="76" x2=${x} y2="48" marker-end=${end} />`}
        ${i + 1 < inputs.length && html`<line x1=${x + 32} y1="96" x2=${x + STEP - 35} y2="96" marker-end=${end} />`}
        ${fed && html`<path d=${`M${x - STEP + 17} 28C${x - 50} 28 ${x - 54} 164 ${x - 20} 164`} marker-end=${end} />`}`;
    })}
  </svg>`;
}

/** A small number below the line. @param {number} i */
const sub = (i) => "₀₁₂₃₄"[i];
