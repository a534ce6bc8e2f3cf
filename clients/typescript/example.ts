// %% [markdown]
// # Forecasts with Rondo from TypeScript
//
// Start the service, then run `node example.ts` with Node 23.6 or later, or `tsc` and `node build/example.js` with Node 20.

// %%
import { ProblemError, Rondo, type Progress, type ServerEvent } from "./rondo.ts";

declare const process: { env: Record<string, string | undefined> };

const rondo = new Rondo(process.env["RONDO_URL"] ?? "http://localhost:8080", { apiKey: process.env["RONDO_API_KEY"] });

// %% [markdown]
// ## A file of your own
// Eight weeks of the hourly load of a building, which is heated when it is cold outside. The temperature of the next day is
// known from the weather forecast.

// %%
const hours = 56 * 24;
let seed = 7;
const noise = (width: number): number => {
  seed = (seed * 16807) % 2147483647;
  return width * (seed / 2147483647 - 0.5);
};
let weather = 0;
const temperatures: number[] = [];
const rows: string[] = [];
for (let hour = 0; hour < hours + 24; hour++) {
  if (hour % 24 === 0) weather = 0.8 * weather + noise(8);
  const temperature = 10 + weather - 6 * Math.cos((2 * Math.PI * (hour - 4)) / 24);
  const load = 40 + 8 * Math.max(0, 15 - temperature) + noise(4);
  const time = new Date(Date.UTC(2026, 0, 1, hour)).toISOString();
  temperatures.push(temperature);
  rows.push(`${time},${load.toFixed(1)},${temperature.toFixed(2)}`);
}
const header = "time,load,temperature";
const file = new File([[header, ...rows.slice(0, hours)].join("\n")], "load.csv");

const dataset = await rondo.uploadDataset(file, { targets: ["load"], futureCovariates: ["temperature"] });
console.log(dataset.name, dataset.shape, dataset.frequency);
for (const finding of dataset.report.findings) console.log("-", finding.detail);

// %% [markdown]
// ## A model that chooses for itself
// `train` starts the training, follows its events, and returns the model.

// %%
const show = (progress: Progress): void => console.error(`${Math.round(100 * progress.fraction)} %`, progress.stage ?? "");

const model = await rondo.train(
  { datasetId: dataset.id, horizon: 24, maxDuration: "PT8S", seed: 1 },
  { progress: show },
);
const heldOut = model.evaluation?.validation;
if (heldOut) console.log(`the best baseline is ${heldOut.bestBaseline}, skill ${heldOut.skill}`);

// %% [markdown]
// ## Tomorrow, with intervals
// The forecast reads the temperature of tomorrow. A second one asks: what if it is 5 degrees colder?

// %%
const tomorrow = temperatures.slice(hours);
for (const [name, values] of Object.entries({ expected: tomorrow, colder: tomorrow.map((t) => t - 5) })) {
  const { forecasts } = await rondo.predict(model.id, {
    dataset: { id: dataset.id },
    levels: [80],
    ahead: [{ column: "temperature", values }],
  });
  const forecast = forecasts[0]!;
  const band = forecast.intervals[0]!;
  console.log(name, forecast.median[0], [band.lower[0], band.upper[0]]);
}

// %% [markdown]
// ## A network by hand
// The teaching notebook: noisy waves, one recurrent layer, and the errors of each epoch.

// %%
const waves = await rondo.generateDataset({
  generator: { type: "sine-waves", series: 500, steps: 51, noise: 0.1, seed: 42 },
});
const started = await rondo.startTrainingJob({
  datasetId: waves.id,
  name: "notebook",
  seed: 42,
  window: { lookback: 50, horizon: 1 },
  split: { type: "by-series", train: 300, validation: 100, test: 100 },
  network: { cell: { type: "gru" }, units: [16] },
  training: { epochs: 5, batchSize: 32, optimizer: { type: "adam" } },
});
const events: ServerEvent[] = [];
const job = await rondo.waitForTrainingJob(started.id, { onEvent: (event) => events.push(event) });
console.log(events.length, "events, the last is", events.at(-1)?.data.state);
for (const epoch of (await rondo.getTrainingHistory(job.id)).epochs)
  console.log(epoch.epoch, epoch.loss, epoch.validationLoss);
console.log(await rondo.getModelSummaryText(job.modelId!));

// %% [markdown]
// ## On the past
// A backtest compares the model with baselines at several days of the past.

// %%
const backtest = await rondo.startBacktest({
  datasetId: dataset.id,
  horizon: 24,
  origins: 3,
  candidates: [
    { type: "stored-model", id: model.id },
    { type: "baseline", name: "seasonal-naive" },
  ],
});
const { report } = await rondo.waitForBacktest(backtest.id);
for (const row of report?.leaderboard ?? []) console.log(row.candidate, row.errors.mase);

// %% [markdown]
// ## A name for the model, and a stream
// An alias stands for a model and can be moved. A stream answers each observation with the next forecast.

// %%
await rondo.putAlias("champion", { modelId: job.modelId!, reason: "the first" });
console.log((await rondo.predictByAlias("champion", { dataset: { id: waves.id } })).modelId);

const [first] = await rondo.listSeries(waves.id, { limit: 1 }).toArray();
const { values } = await rondo.getSeries(waves.id, first!.id);
await rondo.putStream("waves", { modelId: "champion", series: [{ id: "a", values: values.map((row) => row[0]) }] });
const answer = await rondo.observe("waves", [{ seriesId: "a", value: 0.5 }]);
console.log(answer.forecasts[0]!.mean);

// %% [markdown]
// ## New observations, and errors that tell what to change

// %%
const appended = await rondo.appendObservations(dataset.id, [header, ...rows.slice(hours)].join("\n"));
console.log(appended.appended, "rows added, version", appended.version);
console.log((await rondo.listDatasets({ limit: 1 }).toArray()).length, "datasets");

try {
  await rondo.startTrainingJob({ datasetId: dataset.id, horizon: 1_000_000 });
} catch (problem) {
  if (!(problem instanceof ProblemError)) throw problem;
  console.log(problem.title, problem.errors.map((fault) => fault.pointer));
}
