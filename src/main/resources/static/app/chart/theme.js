/** Colours of the style sheet as a canvas needs them. */

/**
 * The present value of a token such as `--forecast`.
 * @param {Element} element
 * @param {string} token
 */
export function color(element, token) {
  const probe = document.createElement("span");
  probe.style.color = `var(${token})`;
  element.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

/**
 * Calls back when the theme changes, by the system or by the switch.
 * @param {() => void} change
 * @returns {() => void} ends the watch
 */
export function watchTheme(change) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", change);
  addEventListener("themechange", change);
  return () => {
    system.removeEventListener("change", change);
    removeEventListener("themechange", change);
  };
}
