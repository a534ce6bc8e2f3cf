/** The documentation: search while typing, a list of pages that closes on phones, and buttons that copy code. */

const WAIT = 150;
const wide = matchMedia("(min-width: 761px)");
const roomy = matchMedia("(min-width: 1200px)");

/** Opens the details while a condition holds. @param {string} selector @param {MediaQueryList} condition */
function openWhile(selector, condition) {
  const details = /** @type {HTMLDetailsElement | null} */ (document.querySelector(selector));
  if (!details) return;
  const apply = () => { details.open = condition.matches; };
  condition.addEventListener("change", apply);
  apply();
}

/** Replaces the text by results while the reader types, and brings it back when the field is empty. @param {HTMLFormElement} form */
function searchWhileTyping(form) {
  const main = /** @type {HTMLElement} */ (document.getElementById("main"));
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  const text = [...main.children];
  let timer = 0;
  let newest = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    const query = field.value.trim();
    const mine = ++newest;
    timer = setTimeout(async () => {
      if (!query) main.replaceChildren(...text);
      if (query.length < 2) return;
      const address = new URL(form.action);
      address.searchParams.set("q", query);
      const answer = await fetch(address).catch(() => undefined);
      if (!answer?.ok) return;
      const found = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine !== newest) return;
      // The links of the results are relative to the address of the search.
      for (const link of found.querySelectorAll("#main a")) link.setAttribute("href", new URL(link.getAttribute("href") ?? "", address).href);
      main.replaceChildren(...found.querySelectorAll("#main > article"));
    }, WAIT);
  });
}

/** @param {HTMLElement} code */
function addCopyButton(code) {
  const block = /** @type {HTMLElement} */ (code.parentElement);
  const frame = document.createElement("div");
  frame.className = "copyable";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code.textContent ?? "");
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
  block.replaceWith(frame);
  frame.append(block, button);
}

openWhile(".pages", wide);
openWhile(".contents", roomy);
searchWhileTyping(/** @type {HTMLFormElement} */ (document.querySelector("form[role=search]")));
for (const code of document.querySelectorAll("pre > code.language-bash")) addCopyButton(/** @type {HTMLElement} */ (code));
