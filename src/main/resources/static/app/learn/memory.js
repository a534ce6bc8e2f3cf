/** How long one unit remembers: a single input, and the output that its own weight carries on. */
import { html, useMemo, useState } from "../preact.js";
import { Chart } from "../chart/chart.js";
import { number } from "../format.js";
import { t } from "../i18n/index.js";
import { Field } from "../ui/parts.js";

const STEPS = 25;

/** The outputs of y(t) = tanh(x(t) + w y(t−1)) after an input of 1 at step 0. @param {number} w @returns {number[]} */
export function impulse(w) {
  const outputs = [Math.tanh(1)];
  for (let t = 1; t < STEPS; t++) outputs.push(Math.tanh(w * outputs[t - 1]));
  return outputs;
}

export function Memory() {
  const [w, setW] = useState(0.8);
  const lines = useMemo(() => [{ label: "y(t)", color: "--forecast", values: impulse(w) }], [w]);
  const steps = useMemo(() => Array.from({ length: STEPS }, (_, i) => i), []);
  const size = Math.abs(w);
  return html`<div class="stack">
    <${Field} label=${t("learn.impulse.weight", { w: number(w) })}>
      ${(attributes) => html`<input ...${attributes} type="range" min="-1.5" max="1.5" step="0.05" value=${w} onInput=${(event) => setW(Number(event.target.value))} />`}<//>
    <${Chart} label=${t("learn.impulse")} steps=${steps} stepTitle=${t("learn.step")} frequency="step" lines=${lines} height=${180} />
    <p class="small" aria-live="polite">${t(size > 1 ? "learn.impulse.keeps" : size > 0.85 ? "learn.impulse.slow" : "learn.impulse.fades")}</p>
  </div>`;
}
