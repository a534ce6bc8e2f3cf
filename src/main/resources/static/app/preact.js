/** Preact, its hooks, and `html`, which makes elements of a template without a build step. */
import htm from "../vendor/htm.js";
import { h } from "../vendor/preact.js";

export { render } from "../vendor/preact.js";
export { useCallback, useEffect, useErrorBoundary, useLayoutEffect, useMemo, useRef, useState } from "../vendor/preact-hooks.js";

/** A tagged template: html`<p class=${name}>${text}</p>`. */
export const html = htm.bind(h);
