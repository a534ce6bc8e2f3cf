/** Curves of several models over each other: their errors by steps ahead, and the losses of networks. */
import { html, useMemo } from "../preact.js";
import { call, segment } from "../api.js";
import { Chart } from "../chart/chart.js";
import { useResource } from "../hooks.js";
import { t } from "../i18n/index.js";
import { Card, Loaded } from "../ui/parts.js";

const COLORS = ["--forecast", "--series-2", "--series-3", "--series-4", "--series-5", "--baseline"];

/** @typedef {{name: string, steps: number[], values: (number | null)[]}} Curve */

/** @param {{models: import("../types.js").Model[]}} props */
export function Curves({ models }) {
  const shown = models.slice(0, COLORS.length);
  const curves = useResource((signal) => load(shown, signal), [shown.map((model) => model.id).join()]);
  return html`<${Loaded} resource=${curves} tall>${(/** @type {{errors: Curve[], losses: Curve[]}} */ { errors, losses }) => html`<div class="columns">
    ${errors.length > 1 && html`<${Overlay} title=${t("errors.steps")} stepTitle=${t("backtest.step")} curves=${errors} fromZero />`}
    ${losses.length > 1 && html`<${Overlay} title=${t("compare.losses")} stepTitle=${t("losses.epoch")} curves=${losses} />`}
  </div>`}<//>`;
}

/**
 * What each model has of them: networks have losses as long as their training is kept.
 * @param {import("../types.js").Model[]} models
 * @param {AbortSignal} signal
 */
async function load(models, signal) {
  const errors = await Promise.all(models.map(async (model) => {
    const { steps } = await call(`models/${segment(model.id)}/errors`, { signal });
    return { name: model.name, steps: steps.map((step) => step.to), values: steps.map((step) => step.model) };
  }));
  const losses = await Promise.all(models.flatMap((model) => (model.specification && model.jobId ? [{ name: model.name, jobId: model.jobId }] : [])).map(async ({ name, jobId }) => {
    const { epochs } = await call(`training-jobs/${segment(jobId)}/history`, { signal }).catch((problem) => {
      if (problem.status !== 404) throw problem;
      return { epochs: [] };
    });
    return { name, steps: epochs.map((epoch) => epoch.epoch), values: epochs.map((epoch) => epoch.validationLoss ?? epoch.loss) };
  }));
  return { errors: errors.filter((one) => one.steps.length > 1), losses: losses.filter((one) => one.steps.length > 1) };
}

/** @param {{title: string, stepTitle: string, curves: Curve[], fromZero?: boolean}} props */
function Overlay({ title, stepTitle, curves, fromZero = false }) {
  const chart = useMemo(() => {
    const steps = [...new Set(curves.flatMap((curve) => curve.steps))].sort((a, b) => a - b);
    return {
      steps,
      lines: curves.map((curve, i) => {
        const values = new Map(curve.steps.map((step, at) => [step, curve.values[at]]));
        return { label: curve.name, color: COLORS[i], values: steps.map((step) => values.get(step) ?? null) };
      }),
    };
  }, [curves]);
  return html`<${Card} title=${title}><${Chart} label=${title} stepTitle=${stepTitle} frequency="step" steps=${chart.steps} lines=${chart.lines} height=${240} fromZero=${fromZero} /><//>`;
}
