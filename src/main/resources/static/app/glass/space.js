/** The time axis that all pictures of the glass box share, and the theme and width they are drawn with. */
import { useEffect, useLayoutEffect, useRef, useState } from "../preact.js";
import { watchTheme } from "../chart/theme.js";

/**
 * @typedef {object} Space
 * @property {number} width of the pictures in pixels
 * @property {number} left where the first step begins; before it are the labels of values
 * @property {number} first step of the series, counted from the first step of the forecast
 * @property {number} steps
 * @property {(step: number) => number} x where a step begins
 * @property {(x: number) => number} step at a place
 */

const LEFT = 64;
const RIGHT = 8;

/** @param {number} width @param {number} first @param {number} steps @returns {Space} */
export function space(width, first, steps) {
  const each = Math.max(1, width - LEFT - RIGHT) / steps;
  return {
    width, left: LEFT, first, steps,
    x: (step) => LEFT + (step - first) * each,
    step: (x) => Math.max(first, Math.min(first + steps - 1, first + Math.floor((x - LEFT) / each))),
  };
}

/** The width of an element, kept up to date. @returns {[{current: any}, number]} */
export function useWidth() {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = /** @type {HTMLElement} */ (place.current);
    const watch = new ResizeObserver(() => setWidth(element.clientWidth));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return [place, width];
}

/** The theme of the page. @returns {"light" | "dark"} */
export function useTheme() {
  const now = () => {
    const chosen = document.documentElement.dataset.theme;
    return chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches) ? "dark" : "light";
  };
  const [theme, setTheme] = useState(/** @type {() => "light" | "dark"} */ (now));
  useEffect(() => watchTheme(() => setTheme(now())), []);
  return theme;
}
