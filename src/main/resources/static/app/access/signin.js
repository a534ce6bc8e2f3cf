/** The screen that asks for a key. */
import { html, useState } from "../preact.js";
import { useAction } from "../hooks.js";
import { t } from "../i18n/index.js";
import { Card, Head, ProblemNote, TextField } from "../ui/parts.js";
import { signIn } from "./session.js";

/** @param {{openId: boolean, onSession: (session: import("./session.js").Session) => void}} props */
export function SignIn({ openId, onSession }) {
  const [key, setKey] = useState("");
  const enter = useAction(async () => onSession(await signIn(key.trim())));
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    enter.run();
  };
  return html`
    <${Head} title=${t("signin.title")} lead=${t("signin.lead")} />
    <${Card}>
      <form class="stack" onSubmit=${submit}>
        <${TextField} label=${openId ? t("signin.token") : t("signin.key")} hint=${t("signin.hint")} type="password" name="key"
          autocomplete="current-password" required value=${key} onInput=${setKey} />
        <${ProblemNote} problem=${enter.problem} />
        <div class="row"><button type="submit" class="primary" disabled=${!key.trim() || enter.running}>${t("signin.enter")}</button></div>
      </form>
    <//>`;
}
