package dev.rondo.server.web;

import dev.rondo.forecasting.model.Subject;
import java.util.stream.Collectors;

/// Where the inputs of trainings and forecasts stand in the bodies of requests.
final class Pointers {
  private static final String DATASET = "/dataset";

  private Pointers() {}

  /// JSON Pointer to the input.
  static String of(Subject subject) {
    return switch (subject) {
      case Subject.TrainingInput input ->
          switch (input) {
            case DATASET -> "/datasetId";
            case WINDOW -> "/window";
            case LOOKBACK -> "/window/lookback";
            case HORIZON -> "/window/horizon";
            case STRIDE -> "/window/stride";
            case SPLIT -> "/split";
            case VALIDATION_START -> "/split/validationStart";
            case TEST_START -> "/split/testStart";
            case SCALER -> "/scaler";
            case UNITS -> "/network/units";
            case BATCH_SIZE -> "/training/batchSize";
            case LEARNING_RATE -> "/training/optimizer/learningRate";
            case HOLIDAYS -> "/holidays";
          };
      case Subject.EnsemblePart part ->
          part.path().stream()
              .map(name -> "/" + name)
              .collect(Collectors.joining("", "/ensemble", ""));
      case Subject.ForecastInput input ->
          switch (input) {
            case HORIZON -> "/horizon";
            case LEVELS -> "/levels";
            case PATHS -> "/paths";
            case TOTAL -> "/total";
            case EXPLAIN -> "/explain";
            case HIERARCHY -> "/hierarchy";
            case SERIES -> DATASET;
            case CUTOFF -> DATASET + "/cutoff";
          };
      case Subject.WantedSeries series -> DATASET + "/series/" + series.index();
      case Subject.Level level -> "/levels/" + level.index();
      case Subject.HistoryValues history -> "/series/" + history.index() + "/values";
    };
  }
}
