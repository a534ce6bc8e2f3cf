/** The same request for scripts. */
import { html, useState } from "../preact.js";
import { t } from "../i18n/index.js";
import { Card, Copy, Segments } from "../ui/parts.js";

/** @param {{request: object | string, path?: string}} props `request` as JSON or its text */
export function Snippets({ request, path = "training-jobs" }) {
  const [language, setLanguage] = useState("curl");
  const json = typeof request === "string" ? request : JSON.stringify(request, null, 2);
  const url = new URL(`api/v1/${path}`, location.href.split("#")[0]).href;
  /** @type {Record<string, string>} */
  const texts = {
    curl: `curl -s ${url} \\\n  -H 'Content-Type: application/json' -d '\n${json.replaceAll("'", "'\\''")}'`,
    python: `import json\nimport urllib.request\n\nbody = json.loads(r'''\n${json}\n''')\nrequest = urllib.request.Request(\n    "${url}",\n    data=json.dumps(body).encode(),\n    headers={"Content-Type": "application/json"})\nprint(json.load(urllib.request.urlopen(request)))`,
    json,
  };
  return html`<${Card} title=${t("snippets.title")} action=${html`<${Segments} label=${t("snippets.title")} value=${language} onInput=${setLanguage}
      options=${[{ value: "curl", text: "curl" }, { value: "python", text: "Python" }, { value: "json", text: "JSON" }]} />`}>
    <${Copy} text=${texts[language]} label=${t("snippets.title")} />
  <//>`;
}
