// Checks the TypeScript client against a service that is busy, down, or breaks off.
import {
  ConnectionLost,
  JobNotSucceeded,
  NotFound,
  ProblemError,
  Rondo,
  TooManyRequests,
  Unauthenticated,
} from "./rondo.ts";

declare const process: { env: Record<string, string | undefined> };

function equal(actual: unknown, expected: unknown): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected))
    throw new Error(`expected ${JSON.stringify(expected)}, was ${JSON.stringify(actual)}`);
}

async function thrown<T>(kind: new (...parameters: any[]) => T, call: Promise<unknown>): Promise<T> {
  const error = await call.then(
    () => new Error("no error"),
    (failure: unknown) => failure,
  );
  if (!(error instanceof kind)) throw error;
  return error;
}

const warnings: string[] = [];
const url = process.env["RONDO_URL"]!;
const rondo = new Rondo(url, { apiKey: "secret", timeout: 10_000, onWarning: (text) => warnings.push(text) });

// A call that changes nothing is repeated, after the time that the service asks for.
equal((await rondo.getDataset("busy")).id, "busy");

// A call that may do something twice is not.
const busy = await thrown(TooManyRequests, rondo.cancelTrainingJob("j"));
equal(busy.retryAfter, 7000);
equal(busy.errors, [{ pointer: "/a", detail: "busy" }]);
equal([busy.type, busy.title], ["/problems/x", "No"]);

// An addition has an idempotency key, so it is repeated. So is every call that creates something.
equal((await rondo.appendObservations("broken", "time,a\n2026-01-01,1\n")).appended, 1);

// An answer without problem details is an error too.
const down = await thrown(ProblemError, rondo.getModel("down"));
equal([down.status, down.type], [502, "about:blank"]);

// A service that does not answer, and a caller who does not wait
const impatient = new Rondo(url, { apiKey: "secret", timeout: 300, retries: 0 });
const slow = await thrown(ConnectionLost, impatient.getModel("slow"));
equal(slow.message.includes("/models/slow"), true);
const aborted = await thrown(DOMException, rondo.getModel("slow", { signal: AbortSignal.timeout(100) }));
equal(aborted.name, "TimeoutError");

// No key, and an unknown id
await thrown(Unauthenticated, new Rondo(url).getModel("slow"));
equal((await thrown(NotFound, rondo.getModel("a/b?c"))).detail, "no /models/a/b?c");

// All pages, and what the service could not read
const models = rondo.listModels();
equal((await models.toArray()).map((model) => model.id), ["a", "b", "c"]);
equal(models.unreadable.map((row) => row.id), ["d"]);

// An event stream that breaks off is opened again after the last event; half an event is not reported.
const fractions: number[] = [];
const waiting = rondo.waitForTrainingJob("j", { progress: (progress) => fractions.push(progress.fraction) });
equal((await thrown(JobNotSucceeded, waiting)).job.state, "cancelled");
equal(fractions, [0.25, 0.5, 1]);

// Warnings of an answer as CSV
equal(await rondo.predictCsv("m", "time,a\n"), "series,step\n");
equal(warnings, ["the series 50% ends early"]);
console.log("all checked");
