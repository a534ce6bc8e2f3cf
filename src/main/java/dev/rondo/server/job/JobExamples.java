package dev.rondo.server.job;

/// Example bodies of the API description.
final class JobExamples {
  static final String NOTEBOOK =
      """
      {"datasetId": "latest", "name": "notebook", "seed": 42,
       "window": {"lookback": 50, "horizon": 1, "stride": 1},
       "split": {"type": "by-series", "train": 7000, "validation": 2000, "test": 1000},
       "scaler": {"type": "none"},
       "network": {"cell": {"type": "simple-rnn", "activation": "tanh"}, "units": [1], "topology": {"type": "seq2vec"}, "head": "none"},
       "training": {"epochs": 20, "batchSize": 32, "loss": {"type": "mse"},
                    "optimizer": {"type": "adam", "learningRate": {"type": "constant", "rate": 0.001}},
                    "gradientClipping": {"maxNorm": 1.0}, "earlyStopping": {"patience": 5, "minDelta": 0.0}}}\
      """;

  static final String EXTENSION =
      """
      {"epochs": 5, "name": "notebook, longer"}\
      """;

  static final String SHORT =
      """
      {"datasetId": "latest"}\
      """;

  static final String AUTOMATIC =
      """
      {"datasetId": "latest", "horizon": 3, "maxDuration": "PT20S"}\
      """;

  static final String ENSEMBLE =
      """
      {"datasetId": "latest", "horizon": 3, "maxDuration": "PT20S",
       "ensemble": {"methods": ["ets", "theta"], "ridges": [{"lookback": 12}],
                    "networks": [{"cell": {"type": "lstm"}, "segment": 3, "lookback": 12, "units": "level", "steps": 100}], "weights": "hold-out"}}\
      """;

  static final String HORIZON =
      """
      {"datasetId": "latest", "name": "a day ahead", "window": {"lookback": 96, "horizon": 24},
       "split": {"type": "by-time", "train": 0.6, "validation": 0.2, "test": 0.2}, "scaler": {"type": "standard"},
       "network": {"cell": {"type": "gru"}, "units": [32], "head": "dense"}, "training": {"epochs": 10, "batchSize": 64}}\
      """;

  static final String HISTORY_CSV =
      """
      epoch,loss,validationLoss,mse,mae,validationMse,validationMae,learningRate,gradientNorm,duration
      1,0.0312,0.0275,0.0312,0.141,0.0275,0.132,0.001,0.21,PT0.412S
      """;

  static final String EVENTS =
      """
      id:1
      event:state
      data:{"state":"queued","attempt":0,"modelId":null,"problem":null}

      id:2
      event:state
      data:{"state":"running","attempt":1,"modelId":null,"problem":null}

      id:3
      event:progress
      data:{"epoch":1,"epochs":20,"batch":100,"batches":219,"fraction":0.0228,"remaining":"PT8.2S"}
      """;

  private JobExamples() {}
}
