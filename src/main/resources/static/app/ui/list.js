/** Lists that come in pages. */
import { html, useState } from "../preact.js";
import { call, query } from "../api.js";
import { useAction, useResource } from "../hooks.js";
import { t } from "../i18n/index.js";
import { ProblemNote } from "./parts.js";

/**
 * The items of a list; `more` adds the next page.
 * @param {string} path such as `models`
 * @param {Record<string, unknown>} [filter]
 * @param {number} [every] milliseconds after which the first page is loaded again
 */
export function useList(path, filter = {}, every = undefined) {
  const key = `${path}${query(filter)}`;
  const [later, setLater] = useState(/** @type {{key: string, items: any[], cursor: string | null}} */ ({ key, items: [], cursor: null }));
  const first = useResource((signal) => call(`${path}${query({ ...filter, limit: 50 })}`, { signal }), [key], { every });
  const added = later.key === key ? later : { key, items: [], cursor: null };
  const cursor = added.items.length ? added.cursor : first.data?.nextCursor;
  const more = useAction(async () => {
    const page = await call(`${path}${query({ ...filter, limit: 50, cursor })}`);
    setLater({ key, items: [...added.items, ...page.items], cursor: page.nextCursor });
  });
  const known = new Set(first.data?.items.map((item) => item.id));
  return {
    ...first,
    data: first.data && [...first.data.items, ...added.items.filter((item) => !known.has(item.id))],
    more: cursor ? more : undefined,
  };
}

/** @param {{list: ReturnType<typeof useList>}} props */
export function More({ list: { more } }) {
  if (!more) return null;
  return html`<div><button type="button" disabled=${more.running} onClick=${() => more.run()}>${t("more")}</button>
    <${ProblemNote} problem=${more.problem} /></div>`;
}
