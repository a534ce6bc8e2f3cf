/** The frame around the screens: navigation, language, theme, and the place that decides the screen. */
import { html, render, useEffect, useErrorBoundary, useRef, useState } from "./preact.js";
import { watchConnection } from "./api.js";
import { language, setLanguage, t } from "./i18n/index.js";
import { link, usePlace } from "./router.js";
import { Segments } from "./ui/parts.js";
import { Icon } from "./ui/icons.js";
import { Home } from "./home/home.js";
import { chooseProject, signOut, useSession } from "./access/session.js";
import { SignIn } from "./access/signin.js";

/** Screens by the first part of the place; all but the first view load when they are needed. */
/** @type {Record<string, () => Promise<{Screen: any}>>} */
const SCREENS = {
  data: () => import("./data/data.js"),
  train: () => import("./train/train.js"),
  jobs: () => import("./job/jobs.js"),
  models: () => import("./models/models.js"),
  forecast: () => import("./forecast/forecast.js"),
  glass: () => import("./glass/glass.js"),
  backtests: () => import("./evaluation/evaluation.js"),
  learn: () => import("./learn/learn.js"),
  api: () => import("./api/start.js"),
  access: () => import("./access/access.js"),
};
const NAVIGATION = ["home", "data", "train", "jobs", "models", "backtests", "learn", "api"];
/** Only for those who may change it. */
const ADMINISTRATION = "access";
const THEMES = ["system", "light", "dark"];

function Screen({ place, session }) {
  const name = place.path[0];
  const [screen, setScreen] = useState(/** @type {{name?: string, Screen?: any}} */ ({}));
  const [error, forget] = useErrorBoundary();
  useEffect(() => {
    forget();
    if (name in SCREENS) SCREENS[name]().then((module) => setScreen({ name, Screen: module.Screen }));
  }, [name]);
  if (error) {
    console.error(error);
    return html`<div class="note bad" role="alert">${t("screen.failed")} <button type="button" onClick=${forget}>${t("retry")}</button></div>`;
  }
  if (!name) return html`<${Home} />`;
  if (!(name in SCREENS)) return html`<h1>${t("screen.unknown")}</h1><p><a href="#/">${t("nav.home")}</a></p>`;
  return screen.name === name ? html`<${screen.Screen} place=${place} session=${session} />` : null;
}

/** Who is signed in, the project that is shown, and the way out; nothing if the service asks for no key. */
function Signed({ session, onSession }) {
  if (!session?.required || !session.name) return null;
  const choose = (/** @type {string} */ name) => chooseProject(name).then(onSession);
  return html`<div class="stack">
    <span class="small">${t("signed.in", { name: session.name, role: t(`role.${session.role}`) })}</span>
    ${session.projects.length > 1 && html`<select aria-label=${t("signed.project")} value=${session.project} onChange=${(event) => choose(event.target.value)}>
      ${session.projects.map((name) => html`<option value=${name} selected=${name === session.project}>${t("signed.project")}: ${name}</option>`)}
    </select>`}
    <button type="button" class="quiet" onClick=${() => signOut().then(onSession)}>${t("signout")}</button>
  </div>`;
}

function Side({ place, session, onSession, onLanguage }) {
  const [open, setOpen] = useState(false);
  const [theme, setTheme] = useTheme();
  const current = ["forecast", "glass"].includes(place.path[0]) ? "models" : place.path[0] || "home";
  const closed = session?.required && !session.name;
  const entries = session?.required && session.role === "admin" ? [...NAVIGATION, ADMINISTRATION] : NAVIGATION;
  useEffect(() => setOpen(false), [place]);
  return html`<header class="side" data-closed=${open ? undefined : ""}>
    <div class="bar">
      <a class="brand" href="#/"><img src="rondo.svg" width="26" height="26" alt="" />Rondo</a>
      <button type="button" class="menu" aria-expanded=${String(open)} aria-controls="navigation" onClick=${() => setOpen(!open)}>
        <${Icon} name="menu" /><span class="visually-hidden">${t("menu")}</span>
      </button>
    </div>
    <nav id="navigation" aria-label=${t("navigation")}>
      <ul>${(closed ? [] : entries).map((name) => html`<li>
        <a href=${name === "home" ? "#/" : link([name])} aria-current=${name === current ? "page" : undefined}><${Icon} name=${name} />${t(`nav.${name}`)}</a>
      </li>`)}
        <li><a href="docs/"><${Icon} name="docs" />${t("nav.docs")}</a></li>
      </ul>
    </nav>
    <div class="settings">
      <${Signed} session=${session} onSession=${onSession} />
      <${Segments} label=${t("language")} value=${language} onInput=${onLanguage}
        options=${[{ value: "en", text: "English" }, { value: "es", text: "Español" }]} />
      <select aria-label=${t("theme")} value=${theme} onChange=${(event) => setTheme(event.target.value)}>
        ${THEMES.map((name) => html`<option value=${name} selected=${name === theme}>${t(`theme.${name}`)}</option>`)}
      </select>
    </div>
  </header>`;
}

/** @returns {[string, (theme: string) => void]} */
function useTheme() {
  const [theme, setTheme] = useState(localStorage.getItem("rondo.theme") || "system");
  const choose = (/** @type {string} */ name) => {
    localStorage.setItem("rondo.theme", name);
    applyTheme(name);
    setTheme(name);
  };
  return [theme, choose];
}

/** @param {string} theme */
function applyTheme(theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  dispatchEvent(new Event("themechange"));
}

const Footer = () => html`<footer>
  <a href="swagger-ui.html">Swagger UI</a><a href="v3/api-docs">OpenAPI</a><a href="actuator/health">${t("footer.health")}</a>
  <a href="actuator/info">${t("footer.info")}</a><a href="actuator/prometheus">${t("footer.metrics")}</a><a href="problems">${t("footer.problems")}</a>
</footer>`;

function App() {
  const place = usePlace();
  const [spoken, setSpoken] = useState(language);
  const [lost, setLost] = useState(false);
  const main = useRef(/** @type {any} */ (null));
  const first = useRef(true);
  const { session, set: setSession } = useSession();
  useEffect(() => watchConnection(setLost), []);
  useEffect(() => {
    if (first.current) first.current = false;
    else main.current.focus();
    scrollTo(0, 0);
  }, [place.path.join("/")]);
  const choose = (/** @type {import("./i18n/index.js").Language} */ chosen) => {
    setLanguage(chosen);
    setSpoken(chosen);
  };
  return html`
    <a class="skip" href="#main" onClick=${(event) => { event.preventDefault(); main.current.focus(); }}>${t("skip")}</a>
    <div class="shell">
      <${Side} place=${place} session=${session} onSession=${setSession} onLanguage=${choose} />
      <div class="content">
        ${lost && html`<div class="lost" role="alert">${t("lost")}</div>`}
        <main id="main" tabindex="-1" ref=${main}>${session && (session.required && !session.name
          ? html`<${SignIn} key=${spoken} openId=${session.openId} onSession=${setSession} />`
          : html`<${Screen} key=${`${spoken} ${session.project}`} place=${place} session=${session} />`)}</main>
        <${Footer} />
      </div>
    </div>`;
}

applyTheme(localStorage.getItem("rondo.theme") || "system");
render(html`<${App} />`, /** @type {HTMLElement} */ (document.getElementById("app")));
