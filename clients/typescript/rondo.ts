/**
 * A client for the forecasting service Rondo: one file that needs nothing but `fetch` (Node 20, Deno, Bun, browsers).
 *
 *     import { Rondo } from "./rondo.ts";
 *
 *     const rondo = new Rondo("http://localhost:8080");
 *     const dataset = await rondo.uploadDataset(file);
 *     const model = await rondo.train({ datasetId: dataset.id, horizon: 24 }, { progress: console.log });
 *     const forecast = await rondo.predict(model.id, { dataset: { id: dataset.id }, levels: [80] });
 *
 * Each operation of the API has a method of its name. The types of bodies and answers are at the end of this file. A list is
 * read page by page while one iterates over it. An answer with an error status throws a `ProblemError`.
 */

/** A file whose name tells its type, or rows of text. */
export type Rows = File | Blob | string | Uint8Array<ArrayBuffer>;

export interface CallOptions {
  /** Ends the call. */
  signal?: AbortSignal;
}

export interface ClientOptions {
  /** Sent as bearer token. */
  apiKey?: string;
  /** Milliseconds in which a call must be answered, and in which an event stream must show a sign of life; default 60 000. */
  timeout?: number;
  /** How often a call is repeated that failed and changes nothing when it is repeated; default 4. */
  retries?: number;
  /** Milliseconds for which a lost event stream is opened again; default 60 000. */
  patience?: number;
  /** Receives the warnings of an answer as CSV, joined by commas; default `console.warn`. JSON has them as a member. */
  onWarning?: (warnings: string) => void;
}

/** The base of all errors of this client. */
export class RondoError extends Error {
  override name = "RondoError";
}

/** The service cannot be reached, did not answer in time, or broke an answer off. */
export class ConnectionLost extends RondoError {
  override name = "ConnectionLost";
}

/** A job has failed or was cancelled. */
export class JobNotSucceeded extends RondoError {
  override name = "JobNotSucceeded";
  readonly job: TrainingJob | Backtest | RetrainingRun;

  constructor(job: TrainingJob | Backtest | RetrainingRun) {
    const outcome = job.state === "cancelled" ? "been cancelled" : job.state;
    super(`the job ${job.id} has ${outcome}${job.problem ? `: ${job.problem.detail}` : ""}`);
    this.job = job;
  }
}

/**
 * An answer with an error status: the problem details of RFC 9457. `errors` lists the faults. Each has a `detail`, and a JSON
 * `pointer` into the body, a `parameter`, or the `line` and `column` of an upload.
 */
export class ProblemError extends RondoError {
  override name = "ProblemError";
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors: Fault[];
  readonly incident: string | null;
  /** Milliseconds after which the service asks to try again. */
  readonly retryAfter: number | null;

  constructor(problem: Problem, retryAfter: number | null) {
    const faults = problem.errors.map((fault) => {
      const place = fault.pointer ?? fault.parameter ?? fault.line;
      return `\n  ${place ? `${place}: ` : ""}${fault.detail}`;
    });
    super(`${problem.title} (${problem.status}): ${problem.detail}${faults.length > 1 ? faults.join("") : ""}`);
    this.type = problem.type;
    this.title = problem.title;
    this.status = problem.status;
    this.detail = problem.detail;
    this.errors = problem.errors;
    this.incident = problem.incident ?? null;
    this.retryAfter = retryAfter;
  }
}

export class BadRequest extends ProblemError {}
export class Unauthenticated extends ProblemError {}
export class Forbidden extends ProblemError {}
export class NotFound extends ProblemError {}
export class Conflict extends ProblemError {}
export class PreconditionFailed extends ProblemError {}
export class TooLarge extends ProblemError {}
export class Infeasible extends ProblemError {}
export class TooManyRequests extends ProblemError {}
export class Unavailable extends ProblemError {}

const ERRORS: Record<number, typeof ProblemError> = {
  400: BadRequest,
  401: Unauthenticated,
  403: Forbidden,
  404: NotFound,
  409: Conflict,
  412: PreconditionFailed,
  413: TooLarge,
  422: Infeasible,
  429: TooManyRequests,
  503: Unavailable,
};

/** A server-sent event. `data` is the value of its JSON. */
export interface ServerEvent {
  id: string | null;
  name: string;
  data: any;
}

interface Page<T> {
  items: T[];
  nextCursor?: string | null;
  unreadable?: UnreadableRow[] | null;
}

/** The items of a list. Each iteration reads it anew, page by page. */
export class Pages<T> implements AsyncIterable<T> {
  /** Stored rows that the service could not read in the last iteration. */
  unreadable: UnreadableRow[] = [];
  readonly #read: (cursor: string | null) => Promise<Page<T>>;

  constructor(read: (cursor: string | null) => Promise<Page<T>>) {
    this.#read = read;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, void> {
    this.unreadable = [];
    let cursor: string | null = null;
    do {
      const page: Page<T> = await this.#read(cursor);
      this.unreadable.push(...(page.unreadable ?? []));
      yield* page.items;
      cursor = page.nextCursor ?? null;
    } while (cursor);
  }

  /** All items. */
  async toArray(): Promise<T[]> {
    const items: T[] = [];
    for await (const item of this) items.push(item);
    return items;
  }
}

interface Call extends CallOptions {
  accept?: string;
  query?: Record<string, unknown>;
  body?: unknown;
  contentType?: string;
  headers?: Record<string, string | undefined>;
  repeatable?: boolean;
  lastEventId?: string | number;
}

const JSON_TYPE = "application/json";

const MEDIA_TYPES: Record<string, string> = {
  csv: "text/csv",
  tsv: "text/tab-separated-values",
  ndjson: "application/x-ndjson",
  jsonl: "application/x-ndjson",
  json: JSON_TYPE,
};

const LONGEST_WAIT = 60_000;

const segment = encodeURIComponent;

/** Sends requests, repeats those that failed and may be repeated, and throws problems. */
class Connection {
  readonly url: string;
  readonly #options: Required<Omit<ClientOptions, "apiKey">> & { apiKey: string | null };

  constructor(url = "http://localhost:8080", options: ClientOptions = {}) {
    this.url = url.replace(/\/+$/, "");
    this.#options = {
      apiKey: options.apiKey ?? null,
      timeout: options.timeout ?? 60_000,
      retries: options.retries ?? 4,
      patience: options.patience ?? 60_000,
      onWarning: options.onWarning ?? console.warn,
    };
  }

  protected json<T>(method: string, path: string, call: Call): Promise<T> {
    return this.#fetch(method, path, call, (response) => response.json() as Promise<T>);
  }

  protected text(method: string, path: string, call: Call): Promise<string> {
    return this.#fetch(method, path, call, (response) => response.text());
  }

  protected blob(method: string, path: string, call: Call): Promise<Blob> {
    const accept = "application/octet-stream";
    return this.#fetch(method, path, { ...call, accept }, (response) => response.blob());
  }

  protected nothing(method: string, path: string, call: Call): Promise<void> {
    return this.#fetch(method, path, call, async (response) => {
      await response.arrayBuffer();
    });
  }

  protected pages<T>(path: string, call: Call): Pages<T> {
    return new Pages((cursor) => this.json<Page<T>>("GET", path, { ...call, query: { ...call.query, cursor } }));
  }

  async #fetch<T>(method: string, path: string, call: Call, read: (response: Response) => Promise<T>): Promise<T> {
    const headers = { ...call.headers };
    if ("Idempotency-Key" in headers) headers["Idempotency-Key"] ??= crypto.randomUUID();
    const repeatable = call.repeatable === true || method === "GET";
    for (let attempt = 1; ; attempt++) {
      const timeout = AbortSignal.timeout(this.#options.timeout);
      try {
        const response = await this.#open(method, path, { ...call, headers }, timeout);
        const content = await reached(method, path, call.signal, () => read(response));
        const warnings = response.headers.get("Rondo-Warning");
        if (warnings !== null) this.#options.onWarning(decodeURIComponent(warnings));
        return content;
      } catch (error) {
        if (!repeatable || attempt > this.#options.retries || !passing(error)) throw error;
        await pause(attempt, error, call.signal);
      }
    }
  }

  async #open(method: string, path: string, call: Call, ending: AbortSignal): Promise<Response> {
    const headers = new Headers({ Accept: call.accept ?? JSON_TYPE });
    for (const [name, value] of Object.entries(call.headers ?? {})) if (value !== undefined) headers.set(name, value);
    if (this.#options.apiKey) headers.set("Authorization", `Bearer ${this.#options.apiKey}`);
    const query = { ...call.query };
    const init: RequestInit = { method, headers, signal: any(ending, call.signal) };
    if (call.body !== undefined) {
      const [content, type] = contentOf(call.body, call.contentType);
      init.body = content;
      headers.set("Content-Type", type);
      if (call.body instanceof File && "name" in query) query["name"] ??= call.body.name;
    }
    const text = queryOf(query);
    const address = this.url + path + (text ? `?${text}` : "");
    const response = await reached(method, path, call.signal, () => fetch(address, init));
    if (response.ok) return response;
    throw await problemOf(response);
  }

  /** Events until the service says that no more will come; a lost stream is opened again. */
  protected async *events(path: string, call: Call): AsyncGenerator<ServerEvent, void, void> {
    let last = call.lastEventId === undefined ? undefined : String(call.lastEventId);
    let failures = 0;
    let heard = Date.now();
    while (true) {
      let lost: unknown = null;
      const silence = new AbortController();
      let timer = setTimeout(() => silence.abort(), this.#options.timeout);
      const alive = (): void => {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), this.#options.timeout);
      };
      try {
        const headers = { "Last-Event-ID": last };
        const response = await this.#open("GET", path, { ...call, headers, accept: "text/event-stream" }, silence.signal);
        if (response.status === 204 || response.body === null) return;
        for await (const event of parsed(response.body, alive)) {
          failures = 0;
          heard = Date.now();
          last = event.id ?? last;
          clearTimeout(timer);
          yield event;
          heard = Date.now();
          alive();
        }
      } catch (error) {
        call.signal?.throwIfAborted();
        lost = error instanceof RondoError ? error : lostBy("GET", path, error);
        if (!passing(lost)) throw lost;
      } finally {
        clearTimeout(timer);
        silence.abort();
      }
      failures++;
      if (Date.now() - heard > this.#options.patience)
        throw lost ?? new ConnectionLost(`${path} ended without a last event`);
      await pause(failures, lost, call.signal);
    }
  }
}

/** The result of a step that needs the network; its failures become `ConnectionLost`. */
async function reached<T>(
  method: string,
  path: string,
  signal: AbortSignal | undefined,
  step: () => Promise<T>,
): Promise<T> {
  try {
    return await step();
  } catch (error) {
    signal?.throwIfAborted();
    throw lostBy(method, path, error);
  }
}

function lostBy(method: string, path: string, error: unknown): ConnectionLost {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ConnectionLost(`${method} ${path}: ${reason}`, { cause: error });
}

/** Whether the same call may succeed later. */
function passing(error: unknown): boolean {
  return error instanceof ConnectionLost || error instanceof TooManyRequests || error instanceof Unavailable;
}

/** Waits as long as the service asks for, otherwise longer after each failure. */
async function pause(attempt: number, error: unknown, signal: AbortSignal | undefined): Promise<void> {
  const asked = error instanceof ProblemError ? error.retryAfter : null;
  const wait = Math.min(8_000, 250 * 2 ** Math.min(attempt, 5)) * (0.5 + Math.random() / 2);
  await new Promise<void>((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, Math.min(LONGEST_WAIT, asked ?? wait));
    signal?.addEventListener("abort", stop);
    if (signal?.aborted) stop();
  });
}

function any(ending: AbortSignal, signal: AbortSignal | undefined): AbortSignal {
  return signal === undefined ? ending : AbortSignal.any([ending, signal]);
}

/** The content of a body and its type. */
function contentOf(body: unknown, contentType: string | undefined): [BodyInit, string] {
  if (body instanceof Blob) return [body, contentType ?? mediaTypeOf(body)];
  if (typeof body === "string" || body instanceof Uint8Array)
    return [body as BodyInit, contentType ?? "text/csv"];
  return [JSON.stringify(body), JSON_TYPE];
}

function mediaTypeOf(blob: Blob): string {
  const suffix = blob instanceof File ? blob.name.replace(/\.gz$/, "").split(".").pop() : undefined;
  const type = (suffix && MEDIA_TYPES[suffix.toLowerCase()]) || blob.type;
  if (!type) throw new TypeError(`a file must have a type or end with .${Object.keys(MEDIA_TYPES).join(", .")}`);
  return type;
}

function queryOf(query: Record<string, unknown>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const values = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
    for (const each of values) parameters.append(name, String(each));
  }
  return parameters.toString();
}

/** The problem in an answer; of an answer without one, its status and beginning. */
async function problemOf(response: Response): Promise<ProblemError> {
  const text = await response.text().catch(() => "");
  let problem: Problem = {
    type: "about:blank",
    title: response.statusText,
    status: response.status,
    detail: text.slice(0, 500),
    errors: [],
  };
  try {
    problem = { ...problem, ...(JSON.parse(text) as Partial<Problem>) };
  } catch {
    // The answer is from something else than the service, such as a proxy.
  }
  const kind = ERRORS[response.status] ?? ProblemError;
  return new kind(problem, milliseconds(response.headers.get("Retry-After")));
}

/** The milliseconds of a header `Retry-After`. */
function milliseconds(after: string | null): number | null {
  if (after === null) return null;
  const seconds = Number(after);
  const wait = Number.isNaN(seconds) ? Date.parse(after) - Date.now() : seconds * 1000;
  return Number.isNaN(wait) ? null : Math.max(0, wait);
}

/** The events of a stream; one that is cut off is left out. */
async function* parsed(body: ReadableStream<Uint8Array>, alive: () => void): AsyncGenerator<ServerEvent, void, void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let id: string | null = null;
  let name = "message";
  let data: string[] = [];
  try {
    while (true) {
      const { value, done } = await reader.read();
      if (done) return;
      alive();
      const lines = (text + decoder.decode(value, { stream: true })).split("\n");
      text = lines.pop() ?? "";
      for (const raw of lines) {
        const line = raw.replace(/\r$/, "");
        if (line === "") {
          if (data.length > 0) yield { id, name, data: valueOf(data.join("\n")) };
          name = "message";
          data = [];
          continue;
        }
        const colon = line.indexOf(":");
        const key = colon < 0 ? line : line.slice(0, colon);
        const content = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
        if (key === "id") id = content;
        else if (key === "event") name = content;
        else if (key === "data") data.push(content);
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function valueOf(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return data;
  }
}

/** The value of `ifMatch` that names this version of a dataset. */
export function entityTag(dataset: Dataset | Appended): string {
  return `"${dataset.version}-${dataset.fingerprint.slice(0, 16)}"`;
}

/** A method for each operation of the API. docs/api.md explains which to use for what. */
export class Operations extends Connection {
  // region operations (written by ClientSourcesTest from docs/openapi.json)
  /** List aliases, by name. */
  listAliases(options: CallOptions & { limit?: number } = {}): Pages<Alias> {
    return this.pages("/api/v1/aliases", { ...options, query: { limit: options.limit } });
  }

  /** Delete an alias and its history. */
  deleteAlias(alias: string, options: CallOptions & { ifMatch?: string } = {}): Promise<void> {
    return this.nothing("DELETE", `/api/v1/aliases/${segment(alias)}`, {
      ...options,
      headers: { "If-Match": options.ifMatch },
    });
  }

  /** Get an alias. */
  getAlias(alias: string, options: CallOptions = {}): Promise<Alias> {
    return this.json("GET", `/api/v1/aliases/${segment(alias)}`, options);
  }

  /** Let an alias stand for a model. */
  putAlias(alias: string, body: AliasRequest, options: CallOptions & { ifMatch?: string } = {}): Promise<Alias> {
    return this.json("PUT", `/api/v1/aliases/${segment(alias)}`, {
      ...options,
      body,
      headers: { "If-Match": options.ifMatch },
      repeatable: true,
    });
  }

  /** List the models that an alias stood for, newest first. */
  getAliasHistory(alias: string, options: CallOptions & { limit?: number } = {}): Pages<AliasChange> {
    return this.pages(`/api/v1/aliases/${segment(alias)}/history`, { ...options, query: { limit: options.limit } });
  }

  /** Forecast with the model that an alias stands for. */
  predictByAlias(alias: string, body: PredictionRequest, options: CallOptions = {}): Promise<Predictions> {
    return this.json("POST", `/api/v1/aliases/${segment(alias)}/predictions`, { ...options, body, repeatable: true });
  }

  /** Delete the policy of an alias. */
  deleteRetraining(alias: string, options: CallOptions & { ifMatch?: string } = {}): Promise<void> {
    return this.nothing("DELETE", `/api/v1/aliases/${segment(alias)}/retraining`, {
      ...options,
      headers: { "If-Match": options.ifMatch },
    });
  }

  /** Get the policy of an alias. */
  getRetraining(alias: string, options: CallOptions = {}): Promise<Retraining> {
    return this.json("GET", `/api/v1/aliases/${segment(alias)}/retraining`, options);
  }

  /** Set when and how the model behind an alias is trained again. */
  putRetraining(
    alias: string,
    body: RetrainingPolicy,
    options: CallOptions & { ifMatch?: string } = {},
  ): Promise<Retraining> {
    return this.json("PUT", `/api/v1/aliases/${segment(alias)}/retraining`, {
      ...options,
      body,
      headers: { "If-Match": options.ifMatch },
      repeatable: true,
    });
  }

  /** List the runs of an alias, newest first. */
  listRetrainingRuns(alias: string, options: CallOptions & { limit?: number } = {}): Pages<RetrainingRun> {
    return this.pages(`/api/v1/aliases/${segment(alias)}/retraining/runs`, {
      ...options,
      query: { limit: options.limit },
    });
  }

  /** Start a run at once. */
  startRetraining(alias: string, options: CallOptions & { idempotencyKey?: string } = {}): Promise<RetrainingRun> {
    return this.json("POST", `/api/v1/aliases/${segment(alias)}/retraining/runs`, {
      ...options,
      headers: { "Idempotency-Key": options.idempotencyKey },
      repeatable: true,
    });
  }

  /** Get a run with its decision. */
  getRetrainingRun(alias: string, id: string, options: CallOptions = {}): Promise<RetrainingRun> {
    return this.json("GET", `/api/v1/aliases/${segment(alias)}/retraining/runs/${segment(id)}`, options);
  }

  /** Cancel a run. */
  cancelRetrainingRun(alias: string, id: string, options: CallOptions = {}): Promise<RetrainingRun> {
    return this.json("POST", `/api/v1/aliases/${segment(alias)}/retraining/runs/${segment(id)}/cancel`, options);
  }

  /** Move an alias back to the model before. */
  rollBackAlias(
    alias: string,
    options: CallOptions & { idempotencyKey?: string; ifMatch?: string } = {},
  ): Promise<Alias> {
    return this.json("POST", `/api/v1/aliases/${segment(alias)}/rollback`, {
      ...options,
      headers: { "Idempotency-Key": options.idempotencyKey, "If-Match": options.ifMatch },
      repeatable: true,
    });
  }

  /** List the requests that changed something, newest first. */
  listAuditEntries(
    options: CallOptions & { project?: string; caller?: string; limit?: number } = {},
  ): Pages<AuditEntry> {
    return this.pages("/api/v1/audit", {
      ...options,
      query: { project: options.project, caller: options.caller, limit: options.limit },
    });
  }

  /** List backtests, newest first. */
  listBacktests(
    options: CallOptions & {
      state?: "queued" | "running" | "paused" | "succeeded" | "failed" | "cancelled";
      limit?: number;
    } = {},
  ): Pages<Backtest> {
    return this.pages("/api/v1/backtests", { ...options, query: { state: options.state, limit: options.limit } });
  }

  /** Compare candidates on the past. */
  startBacktest(body: BacktestRequest, options: CallOptions & { idempotencyKey?: string } = {}): Promise<Backtest> {
    return this.json("POST", "/api/v1/backtests", {
      ...options,
      body,
      headers: { "Idempotency-Key": options.idempotencyKey },
      repeatable: true,
    });
  }

  /** Compare candidates on the past: tell what it would need, but start nothing. */
  startBacktestDryRun(
    body: BacktestRequest,
    options: CallOptions & { idempotencyKey?: string } = {},
  ): Promise<BacktestDryRun> {
    return this.json("POST", "/api/v1/backtests", {
      ...options,
      body,
      query: { dryRun: true },
      headers: { "Idempotency-Key": options.idempotencyKey },
      repeatable: true,
    });
  }

  /** Delete a backtest that has ended. */
  deleteBacktest(id: string, options: CallOptions & { ifMatch?: string } = {}): Promise<void> {
    return this.nothing("DELETE", `/api/v1/backtests/${segment(id)}`, {
      ...options,
      headers: { "If-Match": options.ifMatch },
    });
  }

  /** Get a backtest. */
  getBacktest(
    id: string,
    options: CallOptions & {
      by?: "mase" | "mae" | "rmse" | "smape" | "rmsse" | "owa" | "pinball" | "weighted-quantile-loss" | "crps" | "msis";
    } = {},
  ): Promise<Backtest> {
    return this.json("GET", `/api/v1/backtests/${segment(id)}`, { ...options, query: { by: options.by } });
  }

  /** Cancel a backtest. */
  cancelBacktest(id: string, options: CallOptions = {}): Promise<Backtest> {
    return this.json("POST", `/api/v1/backtests/${segment(id)}/cancel`, options);
  }

  /** Get the errors of a backtest by series or by step. */
  getBacktestErrors(
    id: string,
    options: CallOptions & { by?: "series" | "step"; candidate?: string; series?: string } = {},
  ): Promise<BacktestErrorTable> {
    return this.json("GET", `/api/v1/backtests/${segment(id)}/errors`, {
      ...options,
      query: { by: options.by, candidate: options.candidate, series: options.series },
    });
  }

  /** Get the errors of a backtest by series or by step, as CSV. */
  getBacktestErrorsCsv(
    id: string,
    options: CallOptions & { by?: "series" | "step"; candidate?: string; series?: string } = {},
  ): Promise<string> {
    return this.text("GET", `/api/v1/backtests/${segment(id)}/errors`, {
      ...options,
      accept: "text/csv",
      query: { by: options.by, candidate: options.candidate, series: options.series },
    });
  }

  /** Follow a backtest. */
  followBacktest(
    id: string,
    options: CallOptions & { lastEventId?: string } = {},
  ): AsyncGenerator<ServerEvent, void, void> {
    return this.events(`/api/v1/backtests/${segment(id)}/events`, options);
  }

  /** Get the forecasts of a backtest. */
  getBacktestForecasts(
    id: string,
    options: CallOptions & { candidate?: string; series?: string } = {},
  ): Promise<BacktestForecasts> {
    return this.json("GET", `/api/v1/backtests/${segment(id)}/forecasts`, {
      ...options,
      query: { candidate: options.candidate, series: options.series },
    });
  }

  /** Get the forecasts of a backtest, as CSV. */
  getBacktestForecastsCsv(
    id: string,
    options: CallOptions & { candidate?: string; series?: string } = {},
  ): Promise<string> {
    return this.text("GET", `/api/v1/backtests/${segment(id)}/forecasts`, {
      ...options,
      accept: "text/csv",
      query: { candidate: options.candidate, series: options.series },
    });
  }

  /** Pause a backtest. */
  pauseBacktest(id: string, options: CallOptions = {}): Promise<Backtest> {
    return this.json("POST", `/api/v1/backtests/${segment(id)}/pause`, options);
  }

  /** Resume a paused backtest. */
  resumeBacktest(id: string, options: CallOptions = {}): Promise<Backtest> {
    return this.json("POST", `/api/v1/backtests/${segment(id)}/resume`, options);
  }

  /** Try a failed backtest again. */
  retryBacktest(id: string, options: CallOptions = {}): Promise<Backtest> {
    return this.json("POST", `/api/v1/backtests/${segment(id)}/retry`, options);
  }

  /** List datasets, newest first. */
  listDatasets(options: CallOptions & { limit?: number } = {}): Pages<Dataset> {
    return this.pages("/api/v1/datasets", { ...options, query: { limit: options.limit } });
  }

  /** Upload a dataset. */
  uploadDataset(
    body: Record<string, any> | Rows,
    options: CallOptions & {
      contentType?: string;
      name?: string;
      timeColumn?: string;
      seriesColumn?: string[];
      targets?: string[];
      futureCovariates?: string[];
      pastCovariates?: string[];
      staticColumns?: string[];
      frequency?: string;
      timeZone?: string;
      layout?: "long" | "wide";
      decimal?: "point" | "comma";
      onDuplicate?: "fail" | "first" | "last" | "mean";
      onGap?: "fail" | "null" | "interpolate";
      idempotencyKey?: string;
    } = {},
  ): Promise<Dataset> {
    return this.json("POST", "/api/v1/datasets", {
      ...options,
      body,
      query: {
        name: options.name,
        timeColumn: options.timeColumn,
        seriesColumn: options.seriesColumn,
        targets: options.targets,
        futureCovariates: options.futureCovariates,
        pastCovariates: options.pastCovariates,
        staticColumns: options.staticColumns,
        frequency: options.frequency,
        timeZone: options.timeZone,
        layout: options.layout,
        decimal: options.decimal,
        onDuplicate: options.onDuplicate,
        onGap: options.onGap,
      },
      headers: { "Idempotency-Key": options.idempotencyKey },
      repeatable: true,
    });
  }

  /** Generate a dataset. */
  generateDataset(body: GenerateRequest, options: CallOptions & { idempotencyKey?: string } = {}): Promise<Dataset> {
    return this.json("POST", "/api/v1/datasets/generate", {
      ...options,
      body,
      headers: { "Idempotency-Key": options.idempotencyKey },
      repeatable: true,
    });
  }

  /** Preview a generated dataset. */
  previewDataset(body: GenerateRequest, options: CallOptions = {}): Promise<GeneratedPreview> {
    return this.json("POST", "/api/v1/datasets/generate/preview", { ...options, body, repeatable: true });
  }

  /** Preview an upload. */
  previewUpload(
    body: Record<string, any> | Rows,
    options: CallOptions & {
      contentType?: string;
      name?: string;
      timeColumn?: string;
      seriesColumn?: string[];
      targets?: string[];
      futureCovariates?: string[];
      pastCovariates?: string[];
      staticColumns?: string[];
      frequency?: string;
      timeZone?: string;
      layout?: "long" | "wide";
      decimal?: "point" | "comma";
      onDuplicate?: "fail" | "first" | "last" | "mean";
      onGap?: "fail" | "null" | "interpolate";
    } = {},
  ): Promise<UploadPreview> {
    return this.json("POST", "/api/v1/datasets/preview", {
      ...options,
      body,
      query: {
        name: options.name,
        timeColumn: options.timeColumn,
        seriesColumn: options.seriesColumn,
        targets: options.targets,
        futureCovariates: options.futureCovariates,
        pastCovariates: options.pastCovariates,
        staticColumns: options.staticColumns,
        frequency: options.frequency,
        timeZone: options.timeZone,
        layout: options.layout,
        decimal: options.decimal,
        onDuplicate: options.onDuplicate,
        onGap: options.onGap,
      },
    });
  }

  /** Make a dataset of a range query. */
  addPrometheusDataset(
    body: PrometheusRequest,
    options: CallOptions & { idempotencyKey?: string } = {},
  ): Promise<Dataset> {
    return this.json("POST", "/api/v1/datasets/prometheus", {
      ...options,
      body,
      headers: { "Idempotency-Key": options.idempotencyKey },
      repeatable: true,
    });
  }

  /** Delete a dataset. */
  deleteDataset(id: string, options: CallOptions & { ifMatch?: string } = {}): Promise<void> {
    return this.nothing("DELETE", `/api/v1/datasets/${segment(id)}`, {
      ...options,
      headers: { "If-Match": options.ifMatch },
    });
  }

  /** Get a dataset. */
  getDataset(id: string, options: CallOptions = {}): Promise<Dataset> {
    return this.json("GET", `/api/v1/datasets/${segment(id)}`, options);
  }

  /** Add observations to a dataset. */
  appendObservations(
    id: string,
    body: Record<string, any> | Rows,
    options: CallOptions & {
      contentType?: string;
      onConflict?: "fail" | "replace";
      name?: string;
      timeColumn?: string;
      seriesColumn?: string[];
      targets?: string[];
      futureCovariates?: string[];
      pastCovariates?: string[];
      staticColumns?: string[];
      frequency?: string;
      timeZone?: string;
      layout?: "long" | "wide";
      decimal?: "point" | "comma";
      onDuplicate?: "fail" | "first" | "last" | "mean";
      onGap?: "fail" | "null" | "interpolate";
      ifMatch?: string;
      idempotencyKey?: string;
    } = {},
  ): Promise<Appended> {
    return this.json("POST", `/api/v1/datasets/${segment(id)}/observations`, {
      ...options,
      body,
      query: {
        onConflict: options.onConflict,
        name: options.name,
        timeColumn: options.timeColumn,
        seriesColumn: options.seriesColumn,
        targets: options.targets,
        futureCovariates: options.futureCovariates,
        pastCovariates: options.pastCovariates,
        staticColumns: options.staticColumns,
        frequency: options.frequency,
        timeZone: options.timeZone,
        layout: options.layout,
        decimal: options.decimal,
        onDuplicate: options.onDuplicate,
        onGap: options.onGap,
      },
      headers: { "If-Match": options.ifMatch, "Idempotency-Key": options.idempotencyKey },
      repeatable: true,
    });
  }

  /** Add the newest values from Prometheus. */
  refreshDataset(id: string, options: CallOptions & { end?: string } = {}): Promise<Appended> {
    return this.json("POST", `/api/v1/datasets/${segment(id)}/refresh`, { ...options, query: { end: options.end } });
  }

  /** List the series of a dataset, in file order. */
  listSeries(id: string, options: CallOptions & { limit?: number } = {}): Pages<SeriesSummary> {
    return this.pages(`/api/v1/datasets/${segment(id)}/series`, { ...options, query: { limit: options.limit } });
  }

  /** Get the values of one series. */
  getSeries(
    id: string,
    seriesId: string,
    options: CallOptions & { from?: string; to?: string; points?: number } = {},
  ): Promise<SeriesValues> {
    return this.json("GET", `/api/v1/datasets/${segment(id)}/series/${segment(seriesId)}`, {
      ...options,
      query: { from: options.from, to: options.to, points: options.points },
    });
  }

  /** Get the values of one series, as CSV. */
  getSeriesCsv(
    id: string,
    seriesId: string,
    options: CallOptions & { from?: string; to?: string; points?: number } = {},
  ): Promise<string> {
    return this.text("GET", `/api/v1/datasets/${segment(id)}/series/${segment(seriesId)}`, {
      ...options,
      accept: "text/csv",
      query: { from: options.from, to: options.to, points: options.points },
    });
  }

  /** List keys, newest first. */
  listKeys(options: CallOptions & { limit?: number } = {}): Pages<ApiKey> {
    return this.pages("/api/v1/keys", { ...options, query: { limit: options.limit } });
  }

  /** Create a key. */
  createKey(body: KeyRequest, options: CallOptions & { idempotencyKey?: string } = {}): Promise<CreatedKey> {
    return this.json("POST", "/api/v1/keys", {
      ...options,
      body,
      headers: { "Idempotency-Key": options.idempotencyKey },
      repeatable: true,
    });
  }

  /** Revoke a key. */
  revokeKey(id: string, options: CallOptions & { ifMatch?: string } = {}): Promise<void> {
    return this.nothing("DELETE", `/api/v1/keys/${segment(id)}`, {
      ...options,
      headers: { "If-Match": options.ifMatch },
    });
  }

  /** Get a key, without its text. */
  getKey(id: string, options: CallOptions = {}): Promise<ApiKey> {
    return this.json("GET", `/api/v1/keys/${segment(id)}`, options);
  }

  /** Back up all data. */
  backup(options: CallOptions = {}): Promise<string> {
    return this.text("POST", "/api/v1/maintenance/backups", { ...options, accept: "application/zip" });
  }

  /** Get what the last verification found. */
  getVerification(options: CallOptions = {}): Promise<VerificationDescription> {
    return this.json("GET", "/api/v1/maintenance/verification", options);
  }

  /** Verify all stored data. */
  startVerification(options: CallOptions = {}): Promise<VerificationDescription> {
    return this.json("POST", "/api/v1/maintenance/verification", options);
  }

  /** Get the published forecasts as metrics. */
  getForecastMetrics(options: CallOptions = {}): Promise<string> {
    return this.text("GET", "/api/v1/metrics/forecasts", {
      ...options,
      accept: "text/plain;version=0.0.4;charset=utf-8",
    });
  }

  /** List models, newest first. */
  listModels(options: CallOptions & { limit?: number } = {}): Pages<Model> {
    return this.pages("/api/v1/models", { ...options, query: { limit: options.limit } });
  }

  /** Import a model from a file. */
  importModel(body: Rows, options: CallOptions & { name?: string; idempotencyKey?: string } = {}): Promise<Model> {
    return this.json("POST", "/api/v1/models", {
      ...options,
      body,
      contentType: "application/octet-stream",
      query: { name: options.name },
      headers: { "Idempotency-Key": options.idempotencyKey },
      repeatable: true,
    });
  }

  /** Delete a model. */
  deleteModel(id: string, options: CallOptions & { ifMatch?: string } = {}): Promise<void> {
    return this.nothing("DELETE", `/api/v1/models/${segment(id)}`, {
      ...options,
      headers: { "If-Match": options.ifMatch },
    });
  }

  /** Get a model. */
  getModel(id: string, options: CallOptions = {}): Promise<Model> {
    return this.json("GET", `/api/v1/models/${segment(id)}`, options);
  }

  /** Search series for anomalies. */
  findAnomalies(id: string, body: AnomalyRequest, options: CallOptions = {}): Promise<AnomalyAnswer> {
    return this.json("POST", `/api/v1/models/${segment(id)}/anomalies`, { ...options, body, repeatable: true });
  }

  /** Search series for anomalies, as CSV. */
  findAnomaliesCsv(id: string, body: AnomalyRequest, options: CallOptions = {}): Promise<string> {
    return this.text("POST", `/api/v1/models/${segment(id)}/anomalies`, {
      ...options,
      accept: "text/csv",
      body,
      repeatable: true,
    });
  }

  /** Get the errors of held-out forecasts by step, series and time. */
  getModelErrors(id: string, options: CallOptions = {}): Promise<ModelErrors> {
    return this.json("GET", `/api/v1/models/${segment(id)}/errors`, options);
  }

  /** Export a model as a file. */
  exportModel(id: string, options: CallOptions = {}): Promise<Blob> {
    return this.blob("GET", `/api/v1/models/${segment(id)}/file`, options);
  }

  /** Delete all kept forecasts of a model. */
  deleteKeptForecasts(id: string, options: CallOptions = {}): Promise<void> {
    return this.nothing("DELETE", `/api/v1/models/${segment(id)}/kept-forecasts`, options);
  }

  /** List kept forecasts, newest first. */
  listKeptForecasts(id: string, options: CallOptions & { series?: string; limit?: number } = {}): Pages<KeptForecast> {
    return this.pages(`/api/v1/models/${segment(id)}/kept-forecasts`, {
      ...options,
      query: { series: options.series, limit: options.limit },
    });
  }

  /** Delete a kept forecast. */
  deleteKeptForecast(id: string, forecastId: string, options: CallOptions = {}): Promise<void> {
    return this.nothing("DELETE", `/api/v1/models/${segment(id)}/kept-forecasts/${segment(forecastId)}`, options);
  }

  /** Get the errors of kept forecasts. */
  getPerformance(id: string, options: CallOptions = {}): Promise<ModelPerformance> {
    return this.json("GET", `/api/v1/models/${segment(id)}/performance`, options);
  }

  /** List the errors of kept forecasts by series. */
  listPerformanceOfSeries(id: string, options: CallOptions & { limit?: number } = {}): Pages<SeriesPerformance> {
    return this.pages(`/api/v1/models/${segment(id)}/performance/series`, {
      ...options,
      query: { limit: options.limit },
    });
  }

  /** Forecast. */
  predict(
    id: string,
    body: PredictionRequest | Rows,
    options: CallOptions & {
      contentType?: string;
      horizon?: number;
      levels?: number[];
      missingAhead?: "last" | "mean";
    } = {},
  ): Promise<Predictions> {
    return this.json("POST", `/api/v1/models/${segment(id)}/predictions`, {
      ...options,
      body,
      query: { horizon: options.horizon, levels: options.levels, missingAhead: options.missingAhead },
      repeatable: true,
    });
  }

  /** Forecast, as CSV. */
  predictCsv(
    id: string,
    body: PredictionRequest | Rows,
    options: CallOptions & {
      contentType?: string;
      horizon?: number;
      levels?: number[];
      missingAhead?: "last" | "mean";
    } = {},
  ): Promise<string> {
    return this.text("POST", `/api/v1/models/${segment(id)}/predictions`, {
      ...options,
      accept: "text/csv",
      body,
      query: { horizon: options.horizon, levels: options.levels, missingAhead: options.missingAhead },
      repeatable: true,
    });
  }

  /** Get layers, output shapes and parameter counts. */
  getModelSummary(id: string, options: CallOptions = {}): Promise<ModelSummary> {
    return this.json("GET", `/api/v1/models/${segment(id)}/summary`, options);
  }

  /** Get layers, output shapes and parameter counts, as text. */
  getModelSummaryText(id: string, options: CallOptions = {}): Promise<string> {
    return this.text("GET", `/api/v1/models/${segment(id)}/summary`, { ...options, accept: "text/plain" });
  }

  /** Look into a network while it forecasts. */
  traceModel(
    id: string,
    options: CallOptions & {
      member?: string;
      dataset?: string;
      series?: string;
      target?: string;
      cutoff?: string;
      step?: number;
      layers?: string[];
      units?: number;
      steps?: number;
    } = {},
  ): Promise<Trace> {
    return this.json("GET", `/api/v1/models/${segment(id)}/trace`, {
      ...options,
      query: {
        member: options.member,
        dataset: options.dataset,
        series: options.series,
        target: options.target,
        cutoff: options.cutoff,
        step: options.step,
        layers: options.layers,
        units: options.units,
        steps: options.steps,
      },
    });
  }

  /** List the weight matrices of a network. */
  listWeights(id: string, options: CallOptions & { member?: string } = {}): Promise<Weights> {
    return this.json("GET", `/api/v1/models/${segment(id)}/weights`, { ...options, query: { member: options.member } });
  }

  /** Get the values of a weight matrix. */
  getWeightMatrix(
    id: string,
    matrix: string,
    options: CallOptions & { member?: string; rows?: number; columns?: number } = {},
  ): Promise<WeightMatrix> {
    return this.json("GET", `/api/v1/models/${segment(id)}/weights/${segment(matrix)}`, {
      ...options,
      query: { member: options.member, rows: options.rows, columns: options.columns },
    });
  }

  /** List the projects of the caller, by name. */
  listProjects(options: CallOptions & { limit?: number } = {}): Pages<Project> {
    return this.pages("/api/v1/projects", { ...options, query: { limit: options.limit } });
  }

  /** Create a project. */
  createProject(body: ProjectRequest, options: CallOptions & { idempotencyKey?: string } = {}): Promise<Project> {
    return this.json("POST", "/api/v1/projects", {
      ...options,
      body,
      headers: { "Idempotency-Key": options.idempotencyKey },
      repeatable: true,
    });
  }

  /** Delete a project that is empty. */
  deleteProject(project: string, options: CallOptions = {}): Promise<void> {
    return this.nothing("DELETE", `/api/v1/projects/${segment(project)}`, options);
  }

  /** List published forecasts, by name. */
  listPublishedForecasts(options: CallOptions & { limit?: number } = {}): Pages<PublishedForecast> {
    return this.pages("/api/v1/published-forecasts", { ...options, query: { limit: options.limit } });
  }

  /** End the publication of forecasts. */
  deletePublishedForecast(forecast: string, options: CallOptions & { ifMatch?: string } = {}): Promise<void> {
    return this.nothing("DELETE", `/api/v1/published-forecasts/${segment(forecast)}`, {
      ...options,
      headers: { "If-Match": options.ifMatch },
    });
  }

  /** Get a published forecast. */
  getPublishedForecast(forecast: string, options: CallOptions = {}): Promise<PublishedForecast> {
    return this.json("GET", `/api/v1/published-forecasts/${segment(forecast)}`, options);
  }

  /** Publish forecasts. */
  putPublishedForecast(
    forecast: string,
    body: PublicationRequest,
    options: CallOptions & { ifMatch?: string } = {},
  ): Promise<PublishedForecast> {
    return this.json("PUT", `/api/v1/published-forecasts/${segment(forecast)}`, {
      ...options,
      body,
      headers: { "If-Match": options.ifMatch },
      repeatable: true,
    });
  }

  /** Sign the dashboard out. */
  signOut(options: CallOptions = {}): Promise<void> {
    return this.nothing("DELETE", "/api/v1/session", options);
  }

  /** Get who calls, and whether requests need a key. */
  getSession(options: CallOptions = {}): Promise<Session> {
    return this.json("GET", "/api/v1/session", options);
  }

  /** Sign the dashboard in. */
  signIn(body: SignIn, options: CallOptions = {}): Promise<Session> {
    return this.json("POST", "/api/v1/session", { ...options, body });
  }

  /** Choose the project of a sign-in. */
  chooseProject(body: ChosenProject, options: CallOptions = {}): Promise<Session> {
    return this.json("PUT", "/api/v1/session/project", { ...options, body, repeatable: true });
  }

  /** List streams in the order of their ids. */
  listStreams(options: CallOptions & { limit?: number } = {}): Pages<StreamDescription> {
    return this.pages("/api/v1/streams", { ...options, query: { limit: options.limit } });
  }

  /** Delete a stream. */
  deleteStream(id: string, options: CallOptions & { ifMatch?: string } = {}): Promise<void> {
    return this.nothing("DELETE", `/api/v1/streams/${segment(id)}`, {
      ...options,
      headers: { "If-Match": options.ifMatch },
    });
  }

  /** Get a stream. */
  getStream(id: string, options: CallOptions = {}): Promise<StreamDescription> {
    return this.json("GET", `/api/v1/streams/${segment(id)}`, options);
  }

  /** Create or replace a stream. */
  putStream(
    id: string,
    body: StreamRequest,
    options: CallOptions & { ifMatch?: string } = {},
  ): Promise<StreamDescription> {
    return this.json("PUT", `/api/v1/streams/${segment(id)}`, {
      ...options,
      body,
      headers: { "If-Match": options.ifMatch },
      repeatable: true,
    });
  }

  /** Follow the forecasts of a stream. */
  followStream(
    id: string,
    options: CallOptions & { horizon?: number; levels?: number[]; falseAlarmRate?: number; lastEventId?: number } = {},
  ): AsyncGenerator<ServerEvent, void, void> {
    return this.events(`/api/v1/streams/${segment(id)}/events`, {
      ...options,
      query: { horizon: options.horizon, levels: options.levels, falseAlarmRate: options.falseAlarmRate },
    });
  }

  /** Add observations and forecast their series. */
  observe(
    id: string,
    body: StreamObservation[] | Rows,
    options: CallOptions & { contentType?: string; horizon?: number; levels?: number[]; falseAlarmRate?: number } = {},
  ): Promise<Predictions> {
    return this.json("POST", `/api/v1/streams/${segment(id)}/observations`, {
      ...options,
      body,
      query: { horizon: options.horizon, levels: options.levels, falseAlarmRate: options.falseAlarmRate },
    });
  }

  /** Add observations and forecast their series, as CSV. */
  observeCsv(
    id: string,
    body: StreamObservation[] | Rows,
    options: CallOptions & { contentType?: string; horizon?: number; levels?: number[]; falseAlarmRate?: number } = {},
  ): Promise<string> {
    return this.text("POST", `/api/v1/streams/${segment(id)}/observations`, {
      ...options,
      accept: "text/csv",
      body,
      query: { horizon: options.horizon, levels: options.levels, falseAlarmRate: options.falseAlarmRate },
    });
  }

  /** List jobs, newest first. */
  listTrainingJobs(
    options: CallOptions & {
      state?: "queued" | "running" | "paused" | "succeeded" | "failed" | "cancelled";
      limit?: number;
    } = {},
  ): Pages<TrainingJob> {
    return this.pages("/api/v1/training-jobs", { ...options, query: { state: options.state, limit: options.limit } });
  }

  /** Train a model. */
  startTrainingJob(body: JobRequest, options: CallOptions & { idempotencyKey?: string } = {}): Promise<TrainingJob> {
    return this.json("POST", "/api/v1/training-jobs", {
      ...options,
      body,
      headers: { "Idempotency-Key": options.idempotencyKey },
      repeatable: true,
    });
  }

  /** Train a model: tell what it would need, but start nothing. */
  startTrainingJobDryRun(body: JobRequest, options: CallOptions & { idempotencyKey?: string } = {}): Promise<DryRun> {
    return this.json("POST", "/api/v1/training-jobs", {
      ...options,
      body,
      query: { dryRun: true },
      headers: { "Idempotency-Key": options.idempotencyKey },
      repeatable: true,
    });
  }

  /** Delete a job that has ended. */
  deleteTrainingJob(id: string, options: CallOptions & { ifMatch?: string } = {}): Promise<void> {
    return this.nothing("DELETE", `/api/v1/training-jobs/${segment(id)}`, {
      ...options,
      headers: { "If-Match": options.ifMatch },
    });
  }

  /** Get a job. */
  getTrainingJob(id: string, options: CallOptions = {}): Promise<TrainingJob> {
    return this.json("GET", `/api/v1/training-jobs/${segment(id)}`, options);
  }

  /** Cancel a job. */
  cancelTrainingJob(id: string, options: CallOptions = {}): Promise<TrainingJob> {
    return this.json("POST", `/api/v1/training-jobs/${segment(id)}/cancel`, options);
  }

  /** Follow a job. */
  followTrainingJob(
    id: string,
    options: CallOptions & { lastEventId?: string } = {},
  ): AsyncGenerator<ServerEvent, void, void> {
    return this.events(`/api/v1/training-jobs/${segment(id)}/events`, options);
  }

  /** Train more epochs. */
  extendTrainingJob(
    id: string,
    body: ExtensionRequest,
    options: CallOptions & { idempotencyKey?: string } = {},
  ): Promise<TrainingJob> {
    return this.json("POST", `/api/v1/training-jobs/${segment(id)}/extend`, {
      ...options,
      body,
      headers: { "Idempotency-Key": options.idempotencyKey },
      repeatable: true,
    });
  }

  /** Get losses and errors of each epoch. */
  getTrainingHistory(id: string, options: CallOptions = {}): Promise<History> {
    return this.json("GET", `/api/v1/training-jobs/${segment(id)}/history`, options);
  }

  /** Get losses and errors of each epoch, as CSV. */
  getTrainingHistoryCsv(id: string, options: CallOptions = {}): Promise<string> {
    return this.text("GET", `/api/v1/training-jobs/${segment(id)}/history`, { ...options, accept: "text/csv" });
  }

  /** Get the validation loss of the naive forecast. */
  getNaiveLoss(id: string, options: CallOptions = {}): Promise<NaiveLoss> {
    return this.json("GET", `/api/v1/training-jobs/${segment(id)}/naive-loss`, options);
  }

  /** Pause a job. */
  pauseTrainingJob(id: string, options: CallOptions = {}): Promise<TrainingJob> {
    return this.json("POST", `/api/v1/training-jobs/${segment(id)}/pause`, options);
  }

  /** Resume a paused job. */
  resumeTrainingJob(id: string, options: CallOptions = {}): Promise<TrainingJob> {
    return this.json("POST", `/api/v1/training-jobs/${segment(id)}/resume`, options);
  }

  /** Try a failed job again. */
  retryTrainingJob(id: string, options: CallOptions = {}): Promise<TrainingJob> {
    return this.json("POST", `/api/v1/training-jobs/${segment(id)}/retry`, options);
  }

  /** List webhooks, newest first. */
  listWebhooks(options: CallOptions & { limit?: number } = {}): Pages<Webhook> {
    return this.pages("/api/v1/webhooks", { ...options, query: { limit: options.limit } });
  }

  /** Create a webhook. */
  createWebhook(body: WebhookRequest, options: CallOptions & { idempotencyKey?: string } = {}): Promise<Webhook> {
    return this.json("POST", "/api/v1/webhooks", {
      ...options,
      body,
      headers: { "Idempotency-Key": options.idempotencyKey },
      repeatable: true,
    });
  }

  /** Delete a webhook and its deliveries. */
  deleteWebhook(id: string, options: CallOptions & { ifMatch?: string } = {}): Promise<void> {
    return this.nothing("DELETE", `/api/v1/webhooks/${segment(id)}`, {
      ...options,
      headers: { "If-Match": options.ifMatch },
    });
  }

  /** Get a webhook. */
  getWebhook(id: string, options: CallOptions = {}): Promise<Webhook> {
    return this.json("GET", `/api/v1/webhooks/${segment(id)}`, options);
  }

  /** List what was sent to a webhook, newest first. */
  listWebhookDeliveries(id: string, options: CallOptions & { limit?: number } = {}): Pages<Delivery> {
    return this.pages(`/api/v1/webhooks/${segment(id)}/deliveries`, { ...options, query: { limit: options.limit } });
  }

  /** Send a test to a webhook. */
  pingWebhook(id: string, options: CallOptions = {}): Promise<void> {
    return this.nothing("POST", `/api/v1/webhooks/${segment(id)}/ping`, options);
  }

  /** Give a webhook a new secret. */
  renewWebhookSecret(id: string, options: CallOptions = {}): Promise<Webhook> {
    return this.json("POST", `/api/v1/webhooks/${segment(id)}/secret`, options);
  }

  /** List problem types. */
  listProblemTypes(options: CallOptions = {}): Promise<ProblemTypeDescriptions> {
    return this.json("GET", "/problems", options);
  }

  /** Get one problem type. */
  getProblemType(name: string, options: CallOptions = {}): Promise<ProblemTypeDescription> {
    return this.json("GET", `/problems/${segment(name)}`, options);
  }

  /** Forecast by the protocol of KServe. */
  forecastByKserve(body: KserveRequest, options: CallOptions = {}): Promise<KserveAnswer> {
    return this.json("POST", "/v1/timeseries/forecast", { ...options, body, repeatable: true });
  }
  // endregion
}

export interface WaitOptions extends CallOptions {
  progress?: (progress: Progress) => void;
  onEvent?: (event: ServerEvent) => void;
}

/** The operations, and what takes several of them. */
export class Rondo extends Operations {
  /** Starts a training, waits for its end, and returns its model. */
  async train(body: JobRequest, options: WaitOptions = {}): Promise<Model> {
    const { id } = await this.startTrainingJob(body, { signal: options.signal });
    const job = await this.waitForTrainingJob(id, options);
    return this.getModel(job.modelId ?? "", { signal: options.signal });
  }

  /** Waits for the end of a job. Throws `JobNotSucceeded` if it fails or is cancelled. */
  async waitForTrainingJob(job: string, options: WaitOptions = {}): Promise<TrainingJob> {
    const call = { signal: options.signal };
    const { id } = await this.getTrainingJob(job, call);
    await listen(this.followTrainingJob(id, call), options);
    return succeeded(await this.getTrainingJob(id, call));
  }

  /** Waits for the end of a backtest. Throws `JobNotSucceeded` if it fails or is cancelled. */
  async waitForBacktest(backtest: string, options: WaitOptions = {}): Promise<Backtest> {
    const call = { signal: options.signal };
    const { id } = await this.getBacktest(backtest, call);
    await listen(this.followBacktest(id, call), options);
    return succeeded(await this.getBacktest(id, call));
  }

  /** Asks for a run every second until it has ended. Throws `JobNotSucceeded` if it fails or is cancelled. */
  async waitForRetrainingRun(alias: string, id: string, options: WaitOptions = {}): Promise<RetrainingRun> {
    while (true) {
      const run = await this.getRetrainingRun(alias, id, { signal: options.signal });
      if (run.state !== "queued" && run.state !== "running") return succeeded(run);
      if (run.progress) options.progress?.(run.progress);
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

async function listen(events: AsyncGenerator<ServerEvent, void, void>, options: WaitOptions): Promise<void> {
  for await (const event of events) {
    options.onEvent?.(event);
    if (event.name === "progress") options.progress?.(event.data);
  }
}

function succeeded<T extends TrainingJob | Backtest | RetrainingRun>(job: T): T {
  if (job.state !== "succeeded") throw new JobNotSucceeded(job);
  return job;
}

// region types (written by ClientSourcesTest from docs/openapi.json)

export interface Adam {
  beta1?: number;
  beta2?: number;
  epsilon?: number;
  learningRate?: LearningRate;
  type: "adam";
}

export interface AdamW {
  beta1?: number;
  beta2?: number;
  epsilon?: number;
  learningRate?: LearningRate;
  type: "adam-w";
  weightDecay?: number;
}

export interface Adjusted {
  member: MemberSpec;
  type: "adjusted";
}

export interface Alias {
  changedAt: string;
  modelId: string;
  name: string;
}

export interface AliasChange {
  changedAt: string;
  id: string;
  modelId: string;
  reason?: string | null;
  undone: boolean;
}

export interface AliasRequest {
  modelId: string;
  reason?: string | null;
}

export interface AnomalyAnswer {
  ahead: number;
  alarms: number;
  falseAlarmRate: number;
  heldOut: HeldOutAlarms[];
  modelId: string;
  rate: number | null;
  scored: number;
  series: SeriesAnomalies[];
  warnings: string[];
}

export interface AnomalyRequest {
  ahead?: number | null;
  dataset?: AnomalyRequestPart | null;
  falseAlarmRate?: number | null;
  series?: PredictionRequestRawSeries[] | null;
}

export interface AnomalyRequestPart {
  from?: string | null;
  id: string;
  series?: string[] | null;
  to?: string | null;
}

export interface ApiKey {
  beginning: string;
  createdAt: string;
  createdBy: string;
  expiresAt?: string | null;
  id: string;
  lastUsedAt?: string | null;
  name: string;
  projects?: string[] | null;
  revokedAt?: string | null;
  role: "reader" | "trainer" | "admin";
}

export interface Appended {
  appended: number;
  datasetId: string;
  fingerprint: string;
  gaps: number;
  newSeries: number;
  replaced: number;
  report: Report;
  unchanged: number;
  version: number;
}

export interface AuditEntry {
  at: string;
  caller: string;
  id: string;
  keyId?: string | null;
  method: string;
  path: string;
  project?: string | null;
  requestId: string;
  role: "reader" | "trainer" | "admin";
  status: number;
}

export interface Auto {
  ensemble?: EnsembleRequest | null;
  holidays?: HolidayRegion | null;
  maxDuration?: string;
  season?: number | null;
  seed?: number;
  type: "auto";
}

export interface AutoRequest {
  ensemble?: EnsembleRequest | null;
  holidays?: HolidayRegion | null;
  horizon?: number | null;
  maxDuration?: string | null;
  season?: number | null;
  seed: number;
}

export interface AutoResultMemberScore {
  loss?: number | null;
  name: string;
  weight: number;
}

export interface Autoregressive {
  coefficients?: number[];
  noise?: number;
  seed?: number;
  series?: number;
  steps?: number;
  type: "autoregressive";
}

export interface Backtest {
  attempt: number;
  createdAt: string;
  datasetId: string;
  finishedAt?: string | null;
  id: string;
  name: string;
  priority: number;
  problem?: Problem | null;
  progress: Progress;
  report?: BacktestReport | null;
  specification: BacktestSpec;
  startedAt?: string | null;
  state: "queued" | "running" | "paused" | "succeeded" | "failed" | "cancelled";
}

export interface BacktestDryRun {
  candidates: BacktestWork[];
  datasetId: string;
  fits: number;
  memoryBytes: number;
  name: string;
  origins: BacktestOrigin[];
  refusals: Fault[];
  specification: BacktestSpec;
  unscored: string[];
  unscoredCount: number;
  values: number;
}

export interface BacktestErrorRow {
  candidate: string;
  errors: BacktestErrors;
  seriesId?: string | null;
  step?: number | null;
  target?: string | null;
}

export interface BacktestErrorTable {
  items: BacktestErrorRow[];
  levels: number[];
}

export interface BacktestErrors {
  crps?: number | null;
  intervals: BacktestIntervalErrors[];
  mae?: number | null;
  mase?: number | null;
  owa?: number | null;
  pinball?: number | null;
  rmse?: number | null;
  rmsse?: number | null;
  smape?: number | null;
  values: number;
  weightedQuantileLoss?: number | null;
}

export interface BacktestForecast {
  actual: (number | null)[];
  candidate: string;
  cutoff: string;
  forecast: number[];
  intervals: BacktestInterval[];
  seriesId: string;
  target?: string | null;
  times: string[];
}

export interface BacktestForecasts {
  forecasts: BacktestForecast[];
  levels: number[];
}

export interface BacktestInterval {
  level: number;
  lower: number[];
  upper: number[];
}

export interface BacktestIntervalErrors {
  coverage?: number | null;
  level: number;
  msis?: number | null;
  width?: number | null;
}

export interface BacktestOrigin {
  cutoff: string;
  latestCutoff?: string | null;
  series: number;
}

export interface BacktestReport {
  frequency: string;
  incomplete?: IncompleteBacktest | null;
  leaderboard: LeaderboardRow[];
  levels: number[];
  measure: "mase" | "mae" | "rmse" | "smape" | "rmsse" | "owa" | "pinball" | "weighted-quantile-loss" | "crps" | "msis";
  series: number;
  targets: string[];
  timeZone: string;
  unscored: string[];
  unscoredCount: number;
  warnings: string[];
}

export interface BacktestRequest {
  candidates?: Candidate[] | null;
  cutoffs?: string[] | null;
  datasetId: string;
  horizon?: number | null;
  levels?: number[] | null;
  name?: string | null;
  origins?: number | null;
  priority?: number | null;
  refit?: "every-origin" | "once" | null;
  season?: number | null;
  stride?: number | null;
}

export interface BacktestResultSeriesFailure {
  origin: number;
  problem: string;
  seriesId: string;
}

export interface BacktestSpec {
  candidates: Candidate[];
  cutoffs: string[];
  horizon: number;
  levels: number[];
  origins: number;
  period: number;
  refit: "every-origin" | "once";
  season: number;
  stride: number;
}

export interface BacktestWork {
  candidate: string;
  fits: number;
}

export interface Baseline {
  name: string;
  type: "baseline";
}

export interface BySeries {
  test?: number;
  train?: number;
  type: "by-series";
  validation?: number;
}

export interface ByTime {
  test?: number | null;
  testStart?: string | null;
  train?: number | null;
  type: "by-time";
  validation?: number | null;
  validationStart?: string | null;
}

export interface Calendar {
  type: "calendar";
  waves: number;
  weekdays: boolean;
  years: number;
}

export type Candidate = Auto | Baseline | Network | StoredModel;

export type Cell = SimpleRnn | Lstm | Gru;

export interface ChosenProject {
  name: string;
}

export interface Classical {
  method: string;
  season: number;
  type: "classical";
}

export interface Column {
  name: string;
  role: "target" | "past-covariate" | "future-covariate";
}

export interface Constant {
  rate?: number;
  type: "constant";
  warmUpSteps?: number;
}

export interface Cosine {
  finalRate?: number;
  rate?: number;
  type: "cosine";
  warmUpSteps?: number;
}

export interface CoverageDrift {
  active: boolean;
  found?: string | null;
  kind?: "narrow" | "wide" | null;
  lower: number;
  measured?: number | null;
  since?: string | null;
  statistic: number;
  threshold: number;
  upper: number;
  values: number;
}

export interface CreatedKey {
  key: ApiKey;
  text: string;
}

export interface Curve {
  column: number;
  deviation: number;
  knots: number[];
  mean: number;
  steps: number;
  type: "curve";
  waves: number;
}

export interface DamagedRow {
  detail: string;
  key: string;
  table: string;
}

export interface Dataset {
  bytes: number;
  columns: Column[];
  createdAt: string;
  fingerprint: string;
  frequency: string;
  id: string;
  missing: number;
  name: string;
  origin: Origin;
  report: Report;
  shape: DatasetShape;
  staticColumns?: StaticColumn[] | null;
  table?: TableColumns | null;
  timeRange: DatasetTimeRange;
  timeZone: string;
  version: number;
}

export interface DatasetShape {
  features: number;
  series: number;
  steps: DatasetSteps;
}

export interface DatasetSteps {
  max: number;
  min: number;
}

export interface DatasetTimeRange {
  end: string;
  start: string;
}

export interface Decision {
  decision: string;
  value: string;
  why: string;
}

export interface Delivery {
  attempts: number;
  createdAt: string;
  deliveredAt?: string | null;
  event: "job-succeeded" | "job-failed" | "job-cancelled" | "model-drifted" | "coverage-drifted" | "ping";
  id: string;
  lastError?: string | null;
  lastStatus?: number | null;
  nextAttemptAt?: string | null;
}

export interface DifferenceToBest {
  lower?: number | null;
  mean?: number | null;
  over: "series" | "origins";
  pairs: number;
  standardError?: number | null;
  upper?: number | null;
}

export interface Drift {
  active: boolean;
  errors: number;
  found?: string | null;
  kind?: "higher" | "lower" | "larger" | null;
  since?: string | null;
  statistic: number;
  threshold: number;
}

export interface DryRun {
  automatic?: AutoRequest | null;
  datasetId: string;
  estimate?: Estimate | null;
  memoryBytes?: number | null;
  name: string;
  plan?: Decision[] | null;
  specification?: ModelSpec | null;
}

export interface EarlyStopping {
  minDelta?: number;
  patience?: number;
}

export interface EffectSpec {
  columns: EffectSpecColumnError[];
  features: Feature[];
  lag: number;
  penalty: number;
  scaled: boolean;
}

export interface EffectSpecColumnError {
  column: string;
  with: number;
  without: number;
}

export interface EncoderDecoder {
  type: "encoder-decoder";
}

export interface EnsembleRequest {
  covariates?: string[] | null;
  fallback?: boolean | null;
  methods?: string[] | null;
  networks?: NetworkRequest[] | null;
  origins?: number | null;
  ridges?: RidgeRequest[] | null;
  stride?: number | null;
  weights?: "equal" | "hold-out" | null;
}

export interface EnsembleSpec {
  effect?: EffectSpec | null;
  errors?: EnsembleSpecErrorShape | null;
  horizon: number;
  lag: number;
  lowest?: number | null;
  members: EnsembleSpecWeightedMember[];
}

export interface EnsembleSpecErrorShape {
  counts: number[];
  last: number[];
  paths: number;
}

export interface EnsembleSpecWeightedMember {
  member: MemberSpec;
  numbers: number;
  weight: number;
}

export interface ErrorProfileAutocorrelation {
  bound: number;
  lag: number;
  pairs: number;
  value: number;
}

export interface ErrorProfileBaselineError {
  mae?: number | null;
  name: string;
}

export interface ErrorProfileSeriesErrors {
  mae: number;
  mase?: number | null;
  seriesId: string;
  target: string;
  values: number;
}

export interface ErrorProfileStepErrors {
  baselines: ErrorProfileBaselineError[];
  from: number;
  model?: number | null;
  to: number;
}

export interface Estimate {
  duration?: string | null;
  layers: LayerSummary[];
  memoryBytes: number;
  parameters: number;
  testWindows: number;
  validationWindows: number;
  warnings: string[];
  windows: number;
}

export interface Evaluation {
  coverage?: EvaluationCoverage[] | null;
  seasons?: Seasons | null;
  test?: EvaluationPart | null;
  validation?: EvaluationPart | null;
  warnings: string[];
}

export interface EvaluationBaselineScores {
  name: string;
  scores: EvaluationMeasures;
}

export interface EvaluationCoverage {
  level: number;
  measured: number;
  values: number;
}

export interface EvaluationMeasures {
  lastStepMse?: number | null;
  mae?: number | null;
  mase?: number | null;
  mse?: number | null;
  perSeries?: EvaluationPerSeries | null;
  rmse?: number | null;
  smape?: number | null;
}

export interface EvaluationPart {
  baselines: EvaluationBaselineScores[];
  bestBaseline: string;
  comparedBy: "mse" | "mae" | "rmse" | "smape" | "mase";
  model: EvaluationMeasures;
  season: number;
  skill?: number | null;
  windows: number;
}

export interface EvaluationPerSeries {
  count: number;
  mase?: number | null;
  smape?: number | null;
}

export interface EvaluationSpec {
  season?: number | null;
}

export interface Expected {
  coverage: EvaluationCoverage[];
  mae?: number | null;
  mase?: number | null;
  part?: string | null;
  rmse?: number | null;
}

export interface ExtensionRequest {
  epochs: number;
  name?: string | null;
  priority?: number | null;
}

export interface Fault {
  column?: number | null;
  detail: string;
  line?: number | null;
  parameter?: string | null;
  pointer?: string | null;
}

export type Feature = Curve | Levels | Calendar;

export interface ForecastColumnEffect {
  column: string;
  difference: number[];
}

export interface ForecastInterval {
  level: number;
  lower: number[];
  upper: number[];
}

export interface ForecastQuantile {
  level: number;
  values: number[];
}

export interface ForecastTotal {
  intervals: ForecastTotalInterval[];
  median: number;
}

export interface ForecastTotalInterval {
  level: number;
  lower: number;
  upper: number;
}

export interface FoundAnomaly {
  firstStep: number;
  from?: string | null;
  kind: "point" | "level-shift" | "gap";
  lastStep: number;
  score: number | null;
  to?: string | null;
}

export interface GenerateRequest {
  generator: Generator;
  name?: string | null;
}

export interface GeneratedPreview {
  columns: Column[];
  frequency: string;
  series: GeneratedPreviewSeries[];
}

export interface GeneratedPreviewSeries {
  id: string;
  timestamps: string[];
  values: number[][];
}

export type Generator = SineWaves | TrendSeason | RandomWalk | Autoregressive | Multivariate;

export interface GradientClipping {
  maxNorm?: number;
}

export interface Gru {
  type: "gru";
}

export interface HeldOutAlarms {
  errors: number;
  rate: number | null;
  target: string;
}

export interface HierarchyAnswer {
  levels: string[][];
  method: "bottom-up" | "ols" | "weighted-least-squares" | "minimum-trace";
  origins: number;
  series: number;
  shrinkage?: number[];
  sums: number;
}

export interface HierarchyRequest {
  ended?: "refuse" | "leave-out" | null;
  levels: string[][];
  method?: "bottom-up" | "ols" | "weighted-least-squares" | "minimum-trace" | null;
}

export interface History {
  epochs: HistoryRow[];
}

export interface HistoryErrors {
  mae?: number | null;
  mse?: number | null;
}

export interface HistoryRow {
  duration: string;
  epoch: number;
  gradientNorm?: number | null;
  learningRate: number;
  loss?: number | null;
  metrics: HistoryErrors;
  validationLoss?: number | null;
  validationMetrics?: HistoryErrors | null;
}

export interface HolidayRegion {
  country: string;
  region?: string | null;
}

export interface Huber {
  delta?: number;
  type: "huber";
}

export interface IncompleteBacktest {
  finishedOrigins: number;
  origins: number;
}

export interface JobRequest {
  datasetId: string;
  ensemble?: EnsembleRequest | null;
  evaluation?: EvaluationSpec | null;
  holidays?: HolidayRegion | null;
  horizon?: number | null;
  maxDuration?: string | null;
  name?: string | null;
  network?: NetworkSpec | null;
  priority?: number | null;
  scaler?: Scaler | null;
  season?: number | null;
  seed?: number | null;
  split?: Split | null;
  training?: TrainingSpec | null;
  window?: WindowSpec | null;
}

export interface KeptForecast {
  createdAt: string;
  datasetId: string;
  id: string;
  intervals: ForecastInterval[];
  median: number[];
  origin: string;
  seriesId: string;
  target?: string | null;
}

export interface KeyRequest {
  expiresAt?: string | null;
  name: string;
  projects?: string[] | null;
  role: "reader" | "trainer" | "admin";
}

export interface KnownInputs {
  features: Feature[];
}

export interface KserveAnswer {
  created_at: number;
  error?: KserveAnswerFailure | null;
  id: string;
  model: string;
  outputs: KserveAnswerOutput[];
  status: "completed" | "partial" | "error";
  usage: KserveAnswerUsage;
  warnings: string[];
}

export interface KserveAnswerContent {
  frequency: string;
  mean_forecast: any;
  name: string;
  quantiles?: Record<string, any> | null;
  start_timestamp: string;
  type: string;
}

export interface KserveAnswerFailure {
  code?: string | null;
  message: string;
  param?: string | null;
  type: string;
}

export interface KserveAnswerOutput {
  content: KserveAnswerContent[];
  error?: KserveAnswerFailure | null;
  id: string;
  status: "completed" | "partial" | "error";
  type: string;
}

export interface KserveAnswerUsage {
  completion_tokens: number;
  prompt_tokens: number;
  total_tokens: number;
}

export interface KserveRequest {
  inputs: KserveRequestInput[];
  model: string;
  options: KserveRequestOptions;
}

export interface KserveRequestInput {
  frequency: string;
  name: string;
  series: any;
  start_timestamp?: string | null;
  type: string;
}

export interface KserveRequestOptions {
  horizon: number;
  quantiles?: number[] | null;
}

export interface LastSteps {
  test: number;
  type: "last-steps";
  validation: number;
}

export interface LayerSummary {
  name: string;
  outputShape: number[];
  parameters: number;
  type: string;
}

export interface LeaderboardRow {
  candidate: string;
  difference?: DifferenceToBest | null;
  errors: BacktestErrors;
  failureCount: number;
  failures: BacktestResultSeriesFailure[];
  fits: number;
  fitting: string;
  number: number;
  problem?: string | null;
  standing: "best" | "worse" | "not-distinguishable" | "not-ranked";
  statement: string;
}

export type LearningRate = Constant | StepDecay | Cosine;

export interface Levels {
  column: number;
  levels: number[];
  type: "levels";
  waves: number;
}

export type Loss = Mse | Mae | Huber | Pinball;

export interface Lstm {
  type: "lstm";
}

export interface Mae {
  type: "mae";
}

export interface Measured {
  bias?: number | null;
  coverage: EvaluationCoverage[];
  mae?: number | null;
  mase?: number | null;
  pinball?: number | null;
  rmse?: number | null;
  steps: number;
}

export interface MeasuredCoverage {
  from: number;
  level: number;
  measured: number;
  to: number;
  values: number;
}

export type MemberSpec = Classical | Ridge | Segmented | Adjusted;

export interface MinMax {
  type: "min-max";
}

export interface Model {
  automatic?: TrainedEnsemble | null;
  columns: Column[];
  createdAt: string;
  datasetId?: string | null;
  datasetVersion?: number | null;
  evaluation: Evaluation;
  frequency: string;
  horizon: number;
  id: string;
  jobId?: string | null;
  name: string;
  parameters: number;
  provenance: Provenance;
  specification?: ModelSpec | null;
  timeZone: string;
  trainedUntil?: string | null;
  warnings: string[];
}

export interface ModelErrors {
  autocorrelation: ErrorProfileAutocorrelation[];
  modelId: string;
  part?: "test" | "validation" | "hold-out" | null;
  residuals: SeriesResiduals[];
  steps: ErrorProfileStepErrors[];
  worst: ErrorProfileSeriesErrors[];
}

export interface ModelPerformance {
  coverageDrift: CoverageDrift;
  drift: Drift;
  expected: Expected;
  finishedSteps: number;
  forecasts: number;
  horizons: ModelPerformanceHorizon[];
  modelId: string;
  overall: Measured;
  pendingSteps: number;
  series: number;
  warnings: string[];
}

export interface ModelPerformanceHorizon {
  expectedCoverage: EvaluationCoverage[];
  from: number;
  measured: Measured;
  to: number;
}

export interface ModelSpec {
  evaluation: EvaluationSpec;
  network: NetworkSpec;
  scaler: Scaler;
  seed: number;
  split: Split;
  training: TrainingSpec;
  window: WindowSpec;
}

export interface ModelSummary {
  bytes: number;
  layers: LayerSummary[];
  name: string;
  parameters: number;
}

export interface Mse {
  type: "mse";
}

export interface Multivariate {
  noise?: number;
  seed?: number;
  series?: number;
  steps?: number;
  targets?: number;
  type: "multivariate";
}

export interface NaiveLoss {
  loss?: number | null;
}

export interface Network {
  evaluation?: EvaluationSpec;
  network?: NetworkSpec;
  scaler?: Scaler;
  seed?: number;
  split?: Split;
  training?: TrainingSpec;
  type: "network";
  window?: WindowSpec;
}

export interface NetworkChoice {
  base: number;
  batchSize: number;
  cell: Cell;
  known?: KnownInputs | null;
  learningRate: number;
  lookback: number;
  segment: number;
  skip: boolean;
  steps: number;
  units: "log" | "level" | "spread" | "revin" | "count";
  width: number;
}

export interface NetworkRequest {
  base?: number | null;
  batchSize?: number | null;
  cell?: Cell | null;
  learningRate?: number | null;
  lookback?: number | null;
  segment?: number | null;
  skip?: boolean | null;
  steps?: number | null;
  units?: "log" | "level" | "spread" | "revin" | "count" | null;
  width?: number | null;
}

export interface NetworkSpec {
  cell?: Cell;
  dropout?: number;
  head?: "dense" | "none";
  topology?: Topology;
  units?: number[];
}

export interface None {
  type: "none";
}

export interface ObservedScore {
  alarm: boolean;
  expected: number | null;
  lower: number | null;
  probability: number | null;
  score: number | null;
  step: number;
  timestamp?: string | null;
  upper: number | null;
  value: number;
}

export type Optimizer = Sgd | RmsProp | Adam | AdamW;

export interface Origin {
  fileName?: string | null;
  generator?: Generator | null;
  kind: "uploaded" | "generated" | "prometheus";
  mediaType?: string | null;
  prometheus?: PrometheusQuery | null;
}

export interface PairedDifference {
  lower: number;
  mean: number;
  over: "series" | "origins";
  pairs: number;
  standardError: number;
  upper: number;
}

export interface PerSeries {
  type: "per-series";
}

export interface PerWindow {
  type: "per-window";
}

export interface Pinball {
  levels?: number[];
  type: "pinball";
}

export interface PredictionRequest {
  ahead?: PredictionRequestAheadPart[] | null;
  correct?: boolean | null;
  dataset?: PredictionRequestDatasetPart | null;
  explain?: boolean | null;
  hierarchy?: HierarchyRequest | null;
  horizon?: number | null;
  keep?: boolean | null;
  levels?: number[] | null;
  missingAhead?: "last" | "mean" | null;
  paths?: number | null;
  quantiles?: number[] | null;
  series?: PredictionRequestRawSeries[] | null;
  total?: boolean | null;
}

export interface PredictionRequestAheadPart {
  column: string;
  series?: string | null;
  values: any;
}

export interface PredictionRequestDatasetPart {
  cutoff?: string | null;
  id: string;
  series?: string[] | null;
}

export interface PredictionRequestRawSeries {
  id?: string | null;
  start?: string | null;
  statics?: any;
  values: any;
}

export interface Predictions {
  datasetVersion?: number | null;
  forecasts: SeriesForecast[];
  hierarchy?: HierarchyAnswer | null;
  levels: number[];
  modelId: string;
  warnings: string[];
}

export interface Problem {
  detail: string;
  errors: Fault[];
  incident?: string | null;
  instance?: string | null;
  requestId?: string | null;
  status: number;
  title: string;
  type: string;
}

export interface ProblemTypeDescription {
  description: string;
  status: number;
  title: string;
  type: string;
}

export interface ProblemTypeDescriptions {
  items: ProblemTypeDescription[];
}

export interface Progress {
  batch: number;
  batches: number;
  epoch: number;
  epochs: number;
  fraction: number;
  remaining?: string | null;
  stage?: string | null;
}

export interface Project {
  createdAt: string;
  name: string;
}

export interface ProjectRequest {
  name: string;
}

export interface PrometheusQuery {
  query: string;
  url: string;
}

export interface PrometheusRequest {
  end?: string | null;
  name?: string | null;
  query: string;
  start: string;
  step: string;
  url: string;
}

export interface Provenance {
  bestEpoch: number;
  cancelled: boolean;
  datasetFingerprint: string;
  duration: string;
  epochs: number;
  javaVersion: string;
  kernels: string;
  seed: number;
  version: string;
  weightsHash: string;
}

export interface PublicationRequest {
  ahead?: string | null;
  alias?: string | null;
  datasetId: string;
  every?: string | null;
  level?: number | null;
  modelId?: string | null;
}

export interface PublishedForecast {
  ahead: string;
  alias?: string | null;
  createdAt: string;
  datasetId: string;
  every: string;
  lastObservation?: string | null;
  level?: number | null;
  metrics: string[];
  modelId?: string | null;
  name: string;
  problem?: string | null;
  refreshedAt?: string | null;
  series: number;
}

export interface RandomWalk {
  deviation?: number;
  drift?: number;
  seed?: number;
  series?: number;
  steps?: number;
  type: "random-walk";
}

export interface Report {
  findings: ReportFinding[];
}

export interface ReportFinding {
  count: number;
  detail: string;
  kind: "inferred" | "repaired" | "dropped" | "warning";
  lines: number[];
  subject: string;
}

export interface Retraining {
  alias: string;
  changedAt: string;
  nextRunAt?: string | null;
  policy: RetrainingPolicy;
}

export interface RetrainingComparison {
  challenger?: number | null;
  champion?: number | null;
  first: string;
  gain?: PairedDifference | null;
  horizon: number;
  last: string;
  measure: "mase" | "mae" | "rmse" | "smape" | "rmsse" | "owa" | "pinball" | "weighted-quantile-loss" | "crps" | "msis";
  origins: number;
  stride: number;
}

export interface RetrainingDecision {
  challengerId?: string | null;
  championId: string;
  comparison?: RetrainingComparison | null;
  datasetVersion: number;
  outcome: "promoted" | "kept" | "not-compared" | "superseded";
  reason: string;
  warnings: string[];
}

export interface RetrainingPolicy {
  challenger?: Candidate | null;
  datasetId?: string | null;
  minimumGain?: number;
  onDrift?: boolean;
  refit?: "every-origin" | "once";
  schedule?: string | null;
  timeZone?: string;
  warm?: boolean;
}

export interface RetrainingRun {
  alias: string;
  cause: "schedule" | "drift" | "retry" | "request";
  createdAt: string;
  decision?: RetrainingDecision | null;
  finishedAt?: string | null;
  id: string;
  problem?: Problem | null;
  progress?: Progress | null;
  startedAt?: string | null;
  state: "queued" | "running" | "paused" | "succeeded" | "failed" | "cancelled";
}

export interface Ridge {
  columns?: RidgeColumns | null;
  lookback: number;
  scaled: boolean;
  season: number;
  type: "ridge";
}

export interface RidgeColumns {
  categories: RidgeColumnsFixedCategory[];
  errors?: EffectSpecColumnError[] | null;
  lags: number;
  numbers: RidgeColumnsFixedNumber[];
  past: RidgeColumnsPastColumn[];
}

export interface RidgeColumnsFixedCategory {
  levels: string[];
  name: string;
}

export interface RidgeColumnsFixedNumber {
  deviation: number;
  mean: number;
  name: string;
}

export interface RidgeColumnsPastColumn {
  column: number;
  deviation: number;
  mean: number;
  name: string;
}

export interface RidgeRequest {
  lookback?: number | null;
  scaled?: boolean | null;
  season?: number | null;
}

export interface RmsProp {
  epsilon?: number;
  learningRate?: LearningRate;
  rho?: number;
  type: "rms-prop";
}

export type Scaler = None | Standard | MinMax | PerSeries | PerWindow;

export interface ScoredObservation {
  expected: number | null;
  kind?: "point" | "level-shift" | "gap" | null;
  lower: number | null;
  probability: number | null;
  score: number | null;
  step: number;
  timestamp?: string | null;
  upper: number | null;
  value: number | null;
}

export interface Seasons {
  mase: SeasonsChoice;
  seasonalNaive: SeasonsChoice;
}

export interface SeasonsChoice {
  reason: string;
  steps: number;
}

export interface Segmented {
  network: NetworkChoice;
  number: number;
  type: "segmented";
}

export interface Seq2Seq {
  type: "seq2seq";
}

export interface Seq2Vec {
  type: "seq2vec";
}

export interface SeriesAnomalies {
  alarms: number;
  anomalies: FoundAnomaly[];
  observations: ScoredObservation[];
  scored: number;
  seriesId: string;
  target?: string | null;
}

export interface SeriesForecast {
  directSteps?: number | null;
  effects?: ForecastColumnEffect[] | null;
  group?: Record<string, string> | null;
  intervals: ForecastInterval[];
  level?: string[] | null;
  mean: number[];
  median: number[];
  observations?: ObservedScore[] | null;
  paths?: number[][] | null;
  problem?: string | null;
  quantiles?: ForecastQuantile[];
  seriesId: string;
  steps: number[];
  target?: string | null;
  timestamps?: string[] | null;
  total?: ForecastTotal | null;
}

export interface SeriesPerformance {
  coverageDrift: CoverageDrift;
  datasetId: string;
  drift: Drift;
  finishedSteps: number;
  forecasts: number;
  overall: Measured;
  pendingSteps: number;
  seriesId: string;
  target?: string | null;
}

export interface SeriesResiduals {
  seriesId: string;
  target: string;
  timestamps: string[];
  values: number[];
}

export interface SeriesSummary {
  end: string;
  id: string;
  missing: number;
  start: string;
  statics?: Record<string, any>;
  steps: number;
}

export interface SeriesValues {
  columns: string[];
  frequency: string;
  gaps?: string[];
  id: string;
  start: string;
  steps: number;
  timestamps: string[];
  values: (number | null)[][];
}

export interface Session {
  name?: string | null;
  openId: boolean;
  project?: string | null;
  projects: string[];
  required: boolean;
  role?: "reader" | "trainer" | "admin" | null;
}

export interface Sgd {
  learningRate?: LearningRate;
  momentum?: number;
  type: "sgd";
}

export interface SignIn {
  key: string;
}

export interface SimpleRnn {
  activation?: "tanh" | "relu";
  type: "simple-rnn";
}

export interface SineWaves {
  noise?: number;
  seed?: number;
  series?: number;
  steps?: number;
  type: "sine-waves";
}

export type Split = BySeries | ByTime | LastSteps;

export interface Standard {
  type: "standard";
}

export interface StaticColumn {
  kind: "number" | "category";
  name: string;
}

export interface StepDecay {
  everyEpochs?: number;
  factor?: number;
  rate?: number;
  type: "step-decay";
  warmUpSteps?: number;
}

export interface StoredModel {
  id: string;
  type: "stored-model";
}

export interface StreamDescription {
  createdAt: string;
  expiresAfter?: string | null;
  expiresAt?: string | null;
  frequency: string;
  id: string;
  lastChange: number;
  modelId: string;
  series: number;
  timeZone: string;
}

export interface StreamObservation {
  seriesId: string;
  step?: number | null;
  time?: string | null;
  value?: number | null;
}

export interface StreamRequest {
  expiresAfter?: string | null;
  modelId: string;
  series?: PredictionRequestRawSeries[] | null;
}

export interface TableColumns {
  dateOrder?: string | null;
  decimal?: "point" | "comma" | null;
  dropped?: string[] | null;
  series: string[];
  statics?: string[] | null;
  time?: string | null;
  values: string[];
}

export type Topology = Seq2Vec | Seq2Seq | Vec2Seq | EncoderDecoder;

export interface Trace {
  cell: Cell;
  cutoff: string;
  datasetId: string;
  datasetVersion: number;
  forecast: number;
  layers: TraceShownLayer[];
  member: string;
  modelId: string;
  series: TraceShownSeries;
  seriesId: string;
  step: number;
  target: string;
  warnings: string[];
}

export interface TraceShownGate {
  name: string;
  values: number[][];
}

export interface TraceShownLayer {
  cellState?: number[][];
  first: number;
  gates: TraceShownGate[];
  gradientNorms: number[];
  hidden: number[][];
  name: string;
  span: number;
  steps: number;
  unitNumbers: number[];
  units: number;
}

export interface TraceShownSeries {
  first: number;
  times: string[];
  values: (number | null)[];
}

export interface TrainedEnsemble {
  coverage: MeasuredCoverage[];
  ensemble: EnsembleSpec;
  members: AutoResultMemberScore[];
  plan: Decision[];
  request: AutoRequest;
  type: "trained-ensemble";
}

export interface TrainingJob {
  attempt: number;
  automatic?: AutoRequest | null;
  continues?: string | null;
  createdAt: string;
  datasetId: string;
  finishedAt?: string | null;
  id: string;
  maxDuration?: string | null;
  modelId?: string | null;
  name: string;
  plan?: Decision[] | null;
  priority: number;
  problem?: Problem | null;
  progress: Progress;
  specification?: ModelSpec | null;
  startedAt?: string | null;
  state: "queued" | "running" | "paused" | "succeeded" | "failed" | "cancelled";
  warnings?: string[] | null;
}

export interface TrainingSpec {
  batchSize?: number;
  earlyStopping?: EarlyStopping | null;
  epochs?: number;
  gradientClipping?: GradientClipping | null;
  loss?: Loss;
  optimizer?: Optimizer;
  truncation?: number | null;
}

export interface TrendSeason {
  amplitude?: number;
  level?: number;
  noise?: number;
  season?: number;
  seed?: number;
  series?: number;
  steps?: number;
  trend?: number;
  type: "trend-season";
}

export interface UnreadableRow {
  detail: string;
  id: string;
}

export interface UploadPreview {
  columns: Column[];
  frequency: string;
  missing: number;
  name: string;
  report: Report;
  rows: SeriesValues;
  series: SeriesValues[];
  shape: DatasetShape;
  staticColumns?: StaticColumn[] | null;
  table?: TableColumns | null;
  timeRange: DatasetTimeRange;
  timeZone: string;
}

export interface Vec2Seq {
  type: "vec2seq";
}

export interface VerificationDescription {
  report?: VerificationReport | null;
  running: boolean;
  startedAt?: string | null;
}

export interface VerificationReport {
  bytes: number;
  damaged: number;
  damagedRows: DamagedRow[];
  finishedAt: string;
  rows: number;
  startedAt: string;
}

export interface Webhook {
  createdAt: string;
  events: ("job-succeeded" | "job-failed" | "job-cancelled" | "model-drifted" | "coverage-drifted" | "ping")[];
  id: string;
  secret?: string | null;
  url: string;
}

export interface WebhookRequest {
  events?: ("job-succeeded" | "job-failed" | "job-cancelled" | "model-drifted" | "coverage-drifted" | "ping")[] | null;
  url: string;
}

export interface WeightMatrix {
  blocks: string[];
  columnNumbers: number[];
  columns: number;
  name: string;
  rowNumbers: number[];
  rows: number;
  values: number[][];
  warnings: string[];
}

export interface Weights {
  cell: Cell;
  matrices: WeightsMatrixSummary[];
  member: string;
  modelId: string;
}

export interface WeightsMatrixSummary {
  columns: number;
  maximum: number;
  mean: number;
  minimum: number;
  name: string;
  norm: number;
  rows: number;
}

export interface WindowSpec {
  horizon?: number;
  lookback?: number;
  stride?: number;
}
// endregion
