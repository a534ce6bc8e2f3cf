/** Calls of the service: JSON in and out, problem details as errors, event streams. */

const ROOT = "api/v1";

/**
 * One fault of a request, and its place.
 * @typedef {{pointer?: string, parameter?: string, line?: number, column?: number, detail: string}} Fault
 */

/** A refused or failed request (RFC 9457). `status` is 0 if the service did not answer. */
export class Problem extends Error {
  /** @param {{status: number, title: string, detail?: string, errors?: Fault[]}} problem */
  constructor(problem) {
    super(problem.detail || problem.title);
    this.status = problem.status;
    this.title = problem.title;
    /** @type {Fault[]} */
    this.errors = problem.errors || [];
  }

  /**
   * What is wrong with one field: a JSON pointer such as `/horizon`, with everything below it, or the name of a parameter.
   * @param {string} place
   * @returns {string | undefined}
   */
  at(place) {
    const faults = this.errors.filter((fault) =>
      place.startsWith("/")
        ? fault.pointer === place || fault.pointer?.startsWith(`${place}/`)
        : fault.parameter === place);
    return faults.length ? faults.map((fault) => fault.detail).join("; ") : undefined;
  }

  /**
   * Faults that none of the places shows.
   * @param {string[]} places
   */
  besides(places) {
    const shown = new Set(places.flatMap((place) => this.errors.filter((fault) =>
      place.startsWith("/")
        ? fault.pointer === place || fault.pointer?.startsWith(`${place}/`)
        : fault.parameter === place)));
    return this.errors.filter((fault) => !shown.has(fault));
  }
}

/** @type {Set<(lost: boolean) => void>} */
const watchers = new Set();
let lost = false;

/**
 * Tells whether the service stopped answering, and when it answers again.
 * @param {(lost: boolean) => void} watcher
 * @returns {() => void} ends the watch
 */
export function watchConnection(watcher) {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

/** @param {boolean} now */
function connection(now) {
  if (now === lost) return;
  lost = now;
  watchers.forEach((watcher) => watcher(now));
  if (now) retry();
}

function retry() {
  setTimeout(() => fetch("actuator/health/liveness").then(() => connection(false), retry), 2000);
}

/** @type {Set<() => void>} */
const signIns = new Set();

/**
 * Tells when an answer says that nobody is signed in.
 * @param {() => void} watcher
 * @returns {() => void} ends the watch
 */
export function watchSignIn(watcher) {
  signIns.add(watcher);
  return () => void signIns.delete(watcher);
}

/**
 * @param {string} path below `/api/v1`, or from the root if it begins with `/`
 * @param {{method?: string, json?: unknown, body?: BodyInit, headers?: Record<string, string>, signal?: AbortSignal}} [request]
 * @returns {Promise<Response>} an answer without a problem
 */
export async function send(path, request = {}) {
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json", ...request.headers };
  let body = request.body;
  if (request.json !== undefined) {
    headers["Content-Type"] = "application/json";
    body = typeof request.json === "string" ? request.json : JSON.stringify(request.json);
  }
  const method = request.method || (body === undefined ? "GET" : "POST");
  let response;
  try {
    response = await fetch(path.startsWith("/") ? path.slice(1) : `${ROOT}/${path}`, { method, headers, body, signal: request.signal });
  } catch (e) {
    if (request.signal?.aborted) throw e;
    connection(true);
    throw new Problem({ status: 0, title: "no answer" });
  }
  connection(false);
  if (response.ok) return response;
  if (response.status === 401 && path !== "session") signIns.forEach((watcher) => watcher());
  const text = await response.text().catch(() => "");
  try {
    throw new Problem(JSON.parse(text));
  } catch (e) {
    throw e instanceof Problem ? e : new Problem({ status: response.status, title: response.statusText || String(response.status) });
  }
}

/**
 * @template T
 * @param {string} path
 * @param {Parameters<typeof send>[1]} [request]
 * @returns {Promise<T>}
 */
export async function call(path, request) {
  const response = await send(path, request);
  if (response.status === 204) return /** @type {any} */ (undefined);
  const text = await response.text().catch((e) => {
    if (request?.signal?.aborted) throw e;
    // The connection broke within the answer.
    connection(true);
    throw new Problem({ status: 0, title: "no answer" });
  });
  return JSON.parse(text);
}

/** @param {string} id */
export const segment = (id) => encodeURIComponent(id);

/**
 * A query string without what is empty.
 * @param {Record<string, unknown>} parameters
 */
export function query(parameters) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null && one !== "") search.append(name, String(one));
  }
  const text = search.toString();
  return text ? `?${text}` : "";
}

/**
 * Follows the events of a job. The browser reconnects by itself and resumes after the last event.
 * @param {string} path such as `training-jobs/ID/events`
 * @param {Record<string, (data: any) => void>} listeners by the name of the event
 * @returns {() => void} ends the stream
 */
export function follow(path, listeners) {
  const source = new EventSource(`${ROOT}/${path}`);
  for (const [name, listener] of Object.entries(listeners)) {
    source.addEventListener(name, (event) => listener(JSON.parse(/** @type {MessageEvent} */ (event).data)));
  }
  source.onopen = () => connection(false);
  source.onerror = () => {
    // An end of the stream also comes as an error; only an unreachable service is a lost connection.
    if (source.readyState === EventSource.CONNECTING) fetch("actuator/health/liveness").catch(() => connection(true));
  };
  return () => source.close();
}
