package dev.rondo.server.job;

/// Example bodies of the API description.
final class BacktestExamples {
  static final String QUICK =
      """
      {"datasetId": "latest", "horizon": 3, "origins": 2,
       "candidates": [{"type": "baseline", "name": "naive"}, {"type": "baseline", "name": "drift"}, {"type": "baseline", "name": "theta"}]}\
      """;

  static final String AUTOMATIC =
      """
      {"datasetId": "latest", "horizon": 3, "origins": 3,
       "candidates": [{"type": "auto", "maxDuration": "PT10S"}, {"type": "baseline", "name": "naive"}, {"type": "baseline", "name": "theta"}]}\
      """;

  static final String ENSEMBLES =
      """
      {"datasetId": "latest", "horizon": 3, "origins": 2,
       "candidates": [{"type": "auto", "ensemble": {"methods": ["ets", "theta"], "ridges": [], "networks": [], "weights": "equal"}},
                      {"type": "auto", "ensemble": {"methods": ["comb"], "ridges": [], "networks": [], "fallback": false}},
                      {"type": "baseline", "name": "naive"}]}\
      """;

  static final String SHORT =
      """
      {"datasetId": "latest"}\
      """;

  static final String NETWORK =
      """
      {"datasetId": "latest", "horizon": 24, "origins": 7, "stride": 24, "refit": "once", "season": 24, "levels": [90],
       "candidates": [{"type": "network", "window": {"lookback": 96}, "training": {"epochs": 10}},
                      {"type": "stored-model", "id": "latest"}, {"type": "baseline", "name": "seasonal-naive"}]}\
      """;

  static final String EVENTS =
      """
      id: 3
      event: progress
      data: {"epoch":0,"epochs":0,"batch":0,"batches":0,"fraction":0.41,"remaining":"PT21S","stage":"fitting 'auto' at origin 2 of 3"}

      """;

  private BacktestExamples() {}
}
