/** Finds the place of a JSON pointer in a text. */

/**
 * The line, from 1, of the deepest member on the way of the pointer; undefined if the text has none of it.
 * Searches the names one after the other, each behind the one before.
 * @param {string} text
 * @param {string} pointer
 */
export function lineOf(text, pointer) {
  let at = -1;
  for (const name of pointer.split("/").slice(1)) {
    const next = text.indexOf(`"${name.replaceAll("~1", "/").replaceAll("~0", "~")}"`, at + 1);
    if (next < 0) break;
    at = next;
  }
  return at < 0 ? undefined : text.slice(0, at).split("\n").length;
}
