/** The place in the dashboard, kept in the fragment of the URL: `#/models/ID?series=a`. */
import { useEffect, useState } from "./preact.js";

/**
 * @typedef {{path: string[], query: Record<string, string>}} Place
 */

/** @returns {Place} */
function here() {
  const [path, search = ""] = location.hash.replace(/^#\/?/, "").split("?");
  return {
    path: path.split("/").filter(Boolean).map(decodeURIComponent),
    query: Object.fromEntries(new URLSearchParams(search)),
  };
}

/** @returns {Place} */
export function usePlace() {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const listener = () => setPlace(here());
    addEventListener("hashchange", listener);
    return () => removeEventListener("hashchange", listener);
  }, []);
  return place;
}

/**
 * The fragment of a place.
 * @param {string[]} path
 * @param {Record<string, string | undefined>} [query]
 */
export function link(path, query = {}) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value);
  return `#/${path.map(encodeURIComponent).join("/")}${search.size ? `?${search}` : ""}`;
}

/** @param {Parameters<typeof link>} place */
export function go(...place) {
  location.hash = link(...place);
}
