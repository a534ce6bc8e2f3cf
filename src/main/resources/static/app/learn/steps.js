/** Drawings that play step by step when the reader asks for it. */
import { html, useEffect, useState } from "../preact.js";
import { t } from "../i18n/index.js";

const PACE = 900;

/** A drawing at rest. */
export const REST = -1;

/**
 * The present step of a drawing. Where the reader wants less motion, each call of `play` shows the next step; otherwise the steps run once.
 * @param {number} count
 * @returns {{at: number, play: () => void, motion: boolean}} `at` is [REST] before and after
 */
export function useSteps(count) {
  const [at, setAt] = useState(REST);
  const [running, setRunning] = useState(false);
  const motion = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  const next = (/** @type {number} */ now) => (now + 1 < count ? now + 1 : REST);
  useEffect(() => {
    if (!running) return;
    const timer = setTimeout(() => {
      if (next(at) === REST) setRunning(false);
      setAt(next(at));
    }, PACE);
    return () => clearTimeout(timer);
  }, [running, at]);
  const play = () => {
    if (!motion) return setAt(next(at));
    setAt(0);
    setRunning(true);
  };
  return { at, play, motion };
}

/** The button of a drawing. @param {{steps: ReturnType<typeof useSteps>, title: string}} props */
export const Play = ({ steps, title }) =>
  html`<button type="button" class="quiet" onClick=${steps.play}>${t(steps.motion ? "learn.play" : "learn.next")}<span class="visually-hidden"> ${title}</span></button>`;

/** The class of a part that belongs to a step. @param {string} name @param {number} at @param {number[]} of */
export const lit = (name, at, ...of) => `${name}${of.includes(at) ? " lit" : ""}`;

export const Arrow = ({ id }) =>
  html`<defs><marker id=${id} viewBox="0 0 8 8" refX="7" refY="4" markerUnits="userSpaceOnUse" markerWidth="10" markerHeight="10" orient="auto"><path d="M0 0l8 4-8 4z" /></marker></defs>`;
