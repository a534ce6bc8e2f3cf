/** What happens inside the three cells, stage by stage. */
import { html } from "../preact.js";
import { t } from "../i18n/index.js";
import { Arrow, lit, Play, REST, useSteps } from "./steps.js";

const STAGES = 3;

/** @param {{kind: "simple-rnn" | "lstm" | "gru"}} props */
export function CellDrawing({ kind }) {
  const steps = useSteps(STAGES);
  const Parts = { "simple-rnn": SimpleRnn, lstm: Lstm, gru: Gru }[kind];
  return html`<div class="stack">
    <svg class="diagram" viewBox="0 0 320 196" role="img" aria-label=${t(`learn.${kind}.text`)}>
      <${Arrow} id=${`arrow-${kind}`} /><${Parts} at=${steps.at} end=${`url(#arrow-${kind})`} />
    </svg>
    <p class="small caption" aria-live="polite">${steps.at === REST ? t(`learn.${kind}.text`) : t(`learn.${kind}.stage.${steps.at}`)}</p>
    <div><${Play} steps=${steps} title=${t(`cell.${kind}`)} /></div>
  </div>`;
}

/** The inputs of all gates. @param {{from: number, to: number, at: number, of: number[]}} props */
const Bus = ({ from, to, at, of }) => html`<text x="52" y="184">x(t), h(t−1)</text><path class=${lit("", at, ...of)} d=${`M${from} 168H${to}`} />`;

/** A box with its name and the line from the inputs. */
const Gate = ({ x, y, name, at, of, end, soft = false }) => html`<line class=${lit("", at, ...of)} x1=${x} y1="168" x2=${x} y2=${y + 16} marker-end=${end} />
  <rect class=${lit(soft ? "io" : "box", at, ...of)} x=${x - 20} y=${y - 14} width="40" height="28" rx="6" /><text x=${x} y=${y}>${name}</text>`;

const Node = ({ x, y, sign, at, of }) => html`<circle class=${lit("io", at, ...of)} cx=${x} cy=${y} r="12" /><text x=${x} y=${y}>${sign}</text>`;

const SimpleRnn = ({ at, end }) => html`
  <${Bus} from=${80} to=${160} at=${at} of=${[0]} />
  <${Gate} x=${160} y=${100} name="φ" at=${at} of=${[1]} end=${end} />
  <path class=${lit("", at, 2)} d="M160 86V40H286" marker-end=${end} /><text x="302" y="40">h(t)</text>`;

const Lstm = ({ at, end }) => html`
  <text x="22" y="24">c(t−1)</text><line x1="8" y1="40" x2="68" y2="40" marker-end=${end} />
  <${Bus} from=${80} to=${256} at=${at} of=${[0, 1, 2]} />
  <${Gate} x=${82} y=${124} name="f" at=${at} of=${[0]} end=${end} /><line class=${lit("", at, 0)} x1="82" y1="110" x2="82" y2="54" marker-end=${end} />
  <${Node} x=${82} y=${40} sign="×" at=${at} of=${[0]} />
  <line class=${lit("", at, 0)} x1="94" y1="40" x2="146" y2="40" marker-end=${end} />
  <${Gate} x=${136} y=${124} name="i" at=${at} of=${[1]} end=${end} /><${Gate} x=${184} y=${124} name="g" at=${at} of=${[1]} end=${end} soft />
  <path class=${lit("", at, 1)} d="M136 110L152 91" marker-end=${end} /><path class=${lit("", at, 1)} d="M184 110L168 91" marker-end=${end} />
  <${Node} x=${160} y=${82} sign="×" at=${at} of=${[1]} /><line class=${lit("", at, 1)} x1="160" y1="70" x2="160" y2="54" marker-end=${end} />
  <${Node} x=${160} y=${40} sign="+" at=${at} of=${[1]} />
  <line class=${lit("", at, 1)} x1="172" y1="40" x2="286" y2="40" marker-end=${end} /><text x="303" y="24">c(t)</text>
  <path class=${lit("", at, 2)} d="M246 40V70" marker-end=${end} /><text x="268" y="58">tanh</text>
  <${Gate} x=${246} y=${124} name="o" at=${at} of=${[2]} end=${end} /><line class=${lit("", at, 2)} x1="246" y1="110" x2="246" y2="96" marker-end=${end} />
  <${Node} x=${246} y=${82} sign="×" at=${at} of=${[2]} />
  <line class=${lit("", at, 2)} x1="258" y1="82" x2="286" y2="82" marker-end=${end} /><text x="303" y="82">h(t)</text>`;

const Gru = ({ at, end }) => html`
  <text x="24" y="24">h(t−1)</text><line class=${lit("", at, 0, 2)} x1="8" y1="40" x2="172" y2="40" marker-end=${end} />
  <${Bus} from=${62} to=${186} at=${at} of=${[0, 1, 2]} />
  <line class=${lit("", at, 0)} x1="64" y1="40" x2="64" y2="64" marker-end=${end} />
  <${Gate} x=${64} y=${124} name="r" at=${at} of=${[0]} end=${end} /><line class=${lit("", at, 0)} x1="64" y1="110" x2="64" y2="92" marker-end=${end} />
  <${Node} x=${64} y=${78} sign="×" at=${at} of=${[0]} /><line class=${lit("", at, 0)} x1="76" y1="78" x2="100" y2="78" marker-end=${end} />
  <${Gate} x=${122} y=${78} name="g" at=${at} of=${[1]} end=${end} soft />
  <line class=${lit("", at, 1, 2)} x1="142" y1="78" x2="228" y2="78" marker-end=${end} />
  <${Gate} x=${186} y=${124} name="z" at=${at} of=${[2]} end=${end} />
  <line class=${lit("", at, 2)} x1="186" y1="110" x2="186" y2="54" marker-end=${end} /><path class=${lit("", at, 2)} d="M206 124H242V92" marker-end=${end} /><text x="264" y="112">1−z</text>
  <${Node} x=${186} y=${40} sign="×" at=${at} of=${[2]} /><line class=${lit("", at, 2)} x1="198" y1="40" x2="228" y2="40" marker-end=${end} />
  <${Node} x=${242} y=${78} sign="×" at=${at} of=${[2]} /><line class=${lit("", at, 2)} x1="242" y1="66" x2="242" y2="54" marker-end=${end} />
  <${Node} x=${242} y=${40} sign="+" at=${at} of=${[2]} />
  <line class=${lit("", at, 2)} x1="254" y1="40" x2="286" y2="40" marker-end=${end} /><text x="303" y="40">h(t)</text>`;
