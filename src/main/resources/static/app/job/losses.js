/** Loss curves of a network, with the best epoch, the naive forecast and, where units agree, the linear fit. */
import { html, useMemo, useState } from "../preact.js";
import { call, segment } from "../api.js";
import { Chart } from "../chart/chart.js";
import { number } from "../format.js";
import { useResource } from "../hooks.js";
import { t } from "../i18n/index.js";
import { Facts, Segments } from "../ui/parts.js";

/** @param {{id: string, epochs: import("../types.js").Epoch[], specification: import("../types.js").ModelSpec, evaluation?: import("../types.js").Evaluation}} props `id` of the job */
export function Losses({ id, epochs, specification, evaluation }) {
  const [log, setLog] = useState(false);
  const [what, setWhat] = useState("loss");
  const best = bestEpoch(epochs);
  // Without the dataset there is no such line, and no note.
  const naive = useResource((signal) => call(`training-jobs/${segment(id)}/naive-loss`, { signal }), [id]).data?.loss ?? undefined;
  const fit = fitLoss(specification, evaluation);
  const lines = useMemo(() => what === "loss"
    ? [
        { label: t("losses.training"), color: "--forecast", values: epochs.map((epoch) => epoch.loss) },
        ...(epochs.some((epoch) => epoch.validationLoss !== null) ? [{ label: t("losses.validation"), color: "--series-2", values: epochs.map((epoch) => epoch.validationLoss) }] : []),
        ...(naive === undefined ? [] : [{ label: t("losses.naive"), color: "--baseline", kind: /** @type {const} */ ("dashed"), values: epochs.map(() => naive) }]),
        ...(fit === undefined ? [] : [{ label: t("losses.fit"), color: "--series-4", kind: /** @type {const} */ ("dashed"), values: epochs.map(() => fit) }]),
      ]
    : [{ label: t(`losses.${what}`), color: "--forecast", values: epochs.map((epoch) => epoch[what]) }], [epochs, what, naive, fit, document.documentElement.lang]);
  const steps = useMemo(() => epochs.map((epoch) => epoch.epoch), [epochs]);
  const marks = best && what === "loss" ? [{ x: best.epoch, label: t("losses.best", { epoch: best.epoch }) }] : [];
  const last = epochs[epochs.length - 1];
  return html`
    <div class="spread">
      <${Segments} label=${t("losses.what")} value=${what} onInput=${setWhat}
        options=${["loss", "gradientNorm", "learningRate"].map((value) => ({ value, text: t(`losses.${value}`) }))} />
      <${Segments} label=${t("losses.scale")} value=${String(log)} onInput=${(value) => setLog(value === "true")}
        options=${[{ value: "false", text: t("losses.linear") }, { value: "true", text: t("losses.log") }]} />
    </div>
    <${Chart} label=${t("losses.title")} steps=${steps} stepTitle=${t("losses.epoch")} frequency="step" lines=${lines} marks=${marks} log=${log} />
    <${Facts} facts=${[
      [t("losses.epoch"), last.epoch],
      [t("losses.training"), number(last.loss)],
      last.validationLoss !== null ? [t("losses.validation"), number(last.validationLoss)] : ["", null],
      best ? [t("losses.lowest"), `${number(best.validationLoss)} (${t("losses.best", { epoch: best.epoch })})`] : ["", null],
      [t("losses.gradientNorm"), number(last.gradientNorm)],
      [t("losses.learningRate"), number(last.learningRate)],
    ]} />`;
}

/** @param {import("../types.js").Epoch[]} epochs */
const bestEpoch = (epochs) =>
  epochs.reduce((best, epoch) => (epoch.validationLoss != null && (best?.validationLoss == null || epoch.validationLoss < best.validationLoss) ? epoch : best),
    /** @type {import("../types.js").Epoch | undefined} */ (undefined));

/** The validation loss of the linear fit; only without a scaler and with the squared error do losses have its units. @param {any} specification @param {any} evaluation */
function fitLoss(specification, evaluation) {
  if (specification.scaler.type !== "none" || specification.training.loss.type !== "mse") return undefined;
  return evaluation?.validation?.baselines.find((one) => one.name === "linear")?.scores.mse ?? undefined;
}
