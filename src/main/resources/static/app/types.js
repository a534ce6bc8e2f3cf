/**
 * The answers of the API. Types only: `.ci/types` makes `#api` of docs/openapi.json and checks the dashboard against it.
 * @typedef {import("#api").components["schemas"]} Schemas
 * @typedef {Schemas["Backtest"]} Backtest
 * @typedef {Schemas["BacktestReport"]} BacktestReport
 * @typedef {Schemas["Column"]} Column
 * @typedef {Schemas["Dataset"]} Dataset
 * @typedef {Schemas["Estimate"]} Estimate
 * @typedef {Schemas["Evaluation"]} Evaluation
 * @typedef {Schemas["EvaluationPart"]} EvaluationPart
 * @typedef {Schemas["GeneratedPreview"]} GeneratedPreview
 * @typedef {Schemas["HistoryRow"]} Epoch
 * @typedef {Schemas["KeptForecast"]} KeptForecast
 * @typedef {Schemas["Model"]} Model
 * @typedef {Schemas["ModelErrors"]} ModelErrors
 * @typedef {Schemas["ModelPerformance"]} ModelPerformance
 * @typedef {Schemas["ModelSpec"]} ModelSpec
 * @typedef {Schemas["Progress"]} Progress
 * @typedef {Schemas["SeriesForecast"]} SeriesForecast
 * @typedef {Schemas["SeriesSummary"]} SeriesSummary
 * @typedef {Schemas["SeriesValues"]} SeriesValues
 * @typedef {Schemas["TrainingJob"]} TrainingJob
 * @typedef {Schemas["UploadPreview"]} UploadPreview
 */
export {};
