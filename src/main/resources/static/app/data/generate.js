/** Synthetic series: their formula, its numbers, and a preview that follows what is typed. */
import { html } from "../preact.js";
import { call } from "../api.js";
import { useAction, useDraft, useResource } from "../hooks.js";
import { t } from "../i18n/index.js";
import { go } from "../router.js";
import { Card, Empty, Head, ProblemNote, SelectField, Skeleton, TextField } from "../ui/parts.js";
import { SeriesPreview } from "./preview.js";

/** The numbers of each generator with the values to begin with. */
const GENERATORS = {
  "sine-waves": { series: 1000, steps: 51, noise: 0.1, seed: 42 },
  "trend-season": { series: 10, steps: 730, level: 100, trend: 0.05, season: 7, amplitude: 20, noise: 2, seed: 42 },
  "random-walk": { series: 10, steps: 500, drift: 0.05, deviation: 1, seed: 42 },
  autoregressive: { series: 10, steps: 500, coefficients: "0.6, -0.3", noise: 1, seed: 42 },
  multivariate: { series: 3, steps: 720, targets: 2, noise: 1, seed: 42 },
};
/** @type {Record<string, string>} */
const FORMULAS = {
  "sine-waves": "y(t) = 0.5 sin((t − a)(10 f + 10)) + 0.2 sin((t − b)(20 g + 20)) + noise · (u − 0.5)",
  "trend-season": "y(i) = level + trend · i + amplitude · sin(2π i / season + φ) + noise · ε",
  "random-walk": "y(i) = y(i − 1) + drift + deviation · ε",
  autoregressive: "y(i) = c₁ y(i − 1) + c₂ y(i − 2) + … + noise · ε",
  multivariate: "y(i) = 0.6 y(i − 1) + strength · (temperature(i − j) − 15) + noise · ε",
};

export function Generate() {
  const [draft, change] = useDraft("generate", { type: "sine-waves", name: "", numbers: /** @type {Record<string, Record<string, string>>} */ ({}) });
  const initial = GENERATORS[/** @type {keyof typeof GENERATORS} */ (draft.type)];
  const numbers = { ...initial, ...draft.numbers[draft.type] };
  const request = { name: draft.name || undefined, generator: { type: draft.type, ...parsed(numbers) } };
  const preview = useResource((signal) => call("datasets/generate/preview", { json: request, signal }), [JSON.stringify(request)], { delay: 250 });
  const create = useAction(async () => go(["data", (await call("datasets/generate", { json: request })).id]));
  const problem = preview.problem || create.problem;
  const places = ["/name", ...Object.keys(numbers).map((name) => `/generator/${name}`)];
  return html`
    <${Head} title=${t("generate.title")} crumb=${{ path: ["data"], text: t("data.title") }} lead=${t("generate.lead")} />
    <div class="columns wide-left">
      <${Card} title=${t("generate.preview")}>
        <p class="formula">${FORMULAS[draft.type]}</p>
        ${preview.data ? html`<${SeriesPreview} series=${preview.data.series} columns=${preview.data.columns} frequency=${preview.data.frequency} />` : preview.problem ? html`<${Empty} text=${t("generate.refused")} />` : html`<${Skeleton} tall />`}
        <p class="muted small">${t(`generate.${draft.type}.about`)}</p>
      <//>
      <${Card} title=${t("generate.numbers")}>
        <form class="stack" onSubmit=${(event) => { event.preventDefault(); create.run(); }}>
          <${SelectField} label=${t("generate.type")} value=${draft.type} onInput=${(type) => change({ type })}
            options=${Object.keys(GENERATORS).map((value) => ({ value, text: t(`generate.${value}`) }))} />
          <${TextField} label=${t("name")} value=${draft.name} placeholder=${draft.type} fault=${problem?.at("/name")} onInput=${(name) => change({ name })} />
          <div class="fields">
            ${Object.entries(numbers).map(([name, value]) => html`<${TextField} key=${name} label=${t(`generate.${name}`)} value=${value} inputmode="decimal"
              fault=${problem?.at(`/generator/${name}`)}
              onInput=${(typed) => change({ numbers: { ...draft.numbers, [draft.type]: { ...draft.numbers[draft.type], [name]: typed } } })} />`)}
          </div>
          <${ProblemNote} problem=${problem} shown=${places} />
          <div><button type="submit" class="primary" disabled=${create.running || Boolean(preview.problem)}>${t("generate.create")}</button></div>
        </form>
      <//>
    </div>`;
}

/** What was typed as numbers; what is no number stays text, and the service says what is wrong. @param {Record<string, string | number>} numbers */
function parsed(numbers) {
  const number = (/** @type {string | number} */ text) => (String(text).trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text);
  return Object.fromEntries(Object.entries(numbers).map(([name, text]) => [name, name === "coefficients" ? String(text).split(",").map((one) => number(one.trim())) : number(text)]));
}
