/** The parts of a training by hand along time: a bar with two handles, and the way to a training with them. */
import { html } from "../preact.js";
import { percent, stepText } from "../format.js";
import { t } from "../i18n/index.js";
import { link } from "../router.js";

/** @typedef {{train: number, validation: number, test: number}} Split shares in percent, which add up to 100 */

/** @type {Split} */
const USUAL = { train: 70, validation: 15, test: 15 };
const PARTS = /** @type {const} */ (["train", "validation", "test"]);

/** The parts on the axis. @param {Split} split @param {[number, number]} full */
export function spansOf({ train, validation }, [first, last]) {
  const at = (/** @type {number} */ share) => first + ((last - first) * share) / 100;
  return [
    { from: at(train), to: at(train + validation), color: "--split-validation" },
    { from: at(train + validation), to: last, color: "--split-test" },
  ];
}

/** @param {{dataset: import("../types.js").Dataset, full: [number, number], split: Split | null, onChange: (split: Split | null) => void}} props */
export function SplitBar({ dataset, full, split, onChange }) {
  const toggle = html`<label class="check"><input type="checkbox" checked=${split !== null} onChange=${(event) => onChange(event.target.checked ? USUAL : null)} />${t("split.show")}</label>`;
  if (!split) return toggle;
  const { train, validation, test } = split;
  const first = (/** @type {number} */ start) => change(Math.max(1, Math.min(98, start)), Math.max(start, train + validation));
  const second = (/** @type {number} */ start) => change(Math.min(train, start), Math.max(1, Math.min(100, start)));
  const change = (/** @type {number} */ from, /** @type {number} */ to) => onChange({ train: from, validation: to - from, test: 100 - to });
  const text = stepText(dataset.frequency, dataset.timeZone);
  const time = (/** @type {number} */ share) => {
    const at = full[0] + ((full[1] - full[0]) * share) / 100;
    return text(dataset.frequency.startsWith("step") ? Math.round(at) : at * 1000);
  };
  const shares = { train: train / 100, validation: validation / 100, test: test / 100 };
  return html`<fieldset class="stack">
    ${toggle}
    <div class="split">
      <div class="parts" aria-hidden="true">${PARTS.map((part) => html`<span class=${part} style=${{ flexGrow: split[part] }}></span>`)}</div>
      <input type="range" min="0" max="100" value=${train} aria-label=${t("split.validation.start")} aria-valuetext=${time(train)} onInput=${(event) => first(Number(event.target.value))} />
      <input type="range" min="0" max="100" value=${train + validation} aria-label=${t("split.test.start")} aria-valuetext=${time(train + validation)} onInput=${(event) => second(Number(event.target.value))} />
    </div>
    <div class="spread small"><span class="muted">
      ${t("split.train", { share: percent(shares.train) })} · ${t("split.validation", { share: percent(shares.validation), start: time(train) })} · ${t("split.test", { share: percent(shares.test), start: time(train + validation) })}</span>
      <a class="button" href=${link(["train"], { dataset: dataset.id, train: String(shares.train), validation: String(shares.validation) })}>${t("split.use")}</a></div>
  </fieldset>`;
}
