import { useCallback, useEffect, useRef, useState } from "./preact.js";
import { Problem, watchConnection } from "./api.js";

/**
 * @template T
 * @typedef {{data?: T, problem?: Problem, loading: boolean, reload: () => void}} Resource
 */

/**
 * Loads something when the dependencies change, at an interval, and when a lost service is back. Keeps the last data while it loads again.
 * @template T
 * @param {(signal: AbortSignal) => Promise<T> | undefined} load undefined if there is nothing to load
 * @param {unknown[]} dependencies
 * @param {{every?: number, delay?: number, keep?: boolean}} [options] milliseconds between two loads, and before the first one;
 *     whether the data and the problem of other dependencies stay until the new ones are there
 * @returns {Resource<T>}
 */
export function useResource(load, dependencies, { every, delay = 0, keep = true } = {}) {
  const [state, setState] = useState(/** @type {{data?: T, problem?: Problem, loading: boolean}} */ ({ loading: true }));
  const [round, setRound] = useState(0);
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    const abort = new AbortController();
    setState((old) => (keep ? { ...old, loading: true } : { loading: true }));
    const run = () => {
      const promise = latest.current(abort.signal);
      if (!promise) return setState({ loading: false });
      promise.then(
        (data) => abort.signal.aborted || setState({ data, loading: false }),
        (problem) => {
          if (abort.signal.aborted) return;
          if (!(problem instanceof Problem)) throw problem;
          setState((old) => ({ data: old.data, problem, loading: false }));
        });
    };
    const first = setTimeout(run, delay);
    const again = every ? setInterval(run, every) : undefined;
    return () => {
      abort.abort();
      clearTimeout(first);
      clearInterval(again);
    };
  }, [...dependencies, round, every]);
  const reload = useCallback(() => setRound((n) => n + 1), []);
  const unanswered = state.problem?.status === 0;
  useEffect(() => (unanswered ? watchConnection((lost) => lost || reload()) : undefined), [unanswered]);
  return { ...state, reload };
}

/**
 * An action of a button: its problem, and whether it runs.
 * @template {unknown[]} A
 * @param {(...parameters: A) => Promise<unknown>} action
 * @returns {{run: (...parameters: A) => Promise<void>, running: boolean, problem?: Problem, forget: () => void}}
 */
export function useAction(action) {
  const [state, setState] = useState(/** @type {{running: boolean, problem?: Problem}} */ ({ running: false }));
  const run = async (/** @type {A} */ ...parameters) => {
    setState({ running: true });
    try {
      await action(...parameters);
      setState({ running: false });
    } catch (problem) {
      setState({ running: false, problem: /** @type {Problem} */ (problem) });
      if (!(problem instanceof Problem)) throw problem;
    }
  };
  return { ...state, run, forget: () => setState({ running: false }) };
}

/**
 * What a person typed in a form, kept for the session, so that leaving the screen or a failed request loses nothing.
 * @template T
 * @param {string} key
 * @param {T} initial
 * @returns {[T, (change: Partial<T>) => void, () => void]} the values, a change, and a reset
 */
export function useDraft(key, initial) {
  const [draft, setDraft] = useState(() => {
    const stored = sessionStorage.getItem(`rondo.draft.${key}`);
    return stored ? { ...initial, ...JSON.parse(stored) } : initial;
  });
  const change = (/** @type {Partial<T>} */ part) =>
    setDraft((/** @type {T} */ old) => {
      const next = { ...old, ...part };
      sessionStorage.setItem(`rondo.draft.${key}`, JSON.stringify(next));
      return next;
    });
  const reset = () => {
    sessionStorage.removeItem(`rondo.draft.${key}`);
    setDraft(initial);
  };
  return [draft, change, reset];
}
