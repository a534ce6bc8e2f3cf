package dev.rondo.forecasting.model;

import java.io.Serializable;
import java.util.List;

/// The input that an [InfeasibleException] is about.
public sealed interface Subject extends Serializable {

  /// The inputs of a training.
  enum TrainingInput implements Subject {
    DATASET,
    WINDOW,
    LOOKBACK,
    HORIZON,
    STRIDE,
    SPLIT,
    VALIDATION_START,
    TEST_START,
    SCALER,
    UNITS,
    BATCH_SIZE,
    LEARNING_RATE,
    HOLIDAYS
  }

  /// A part of the requested ensemble of an automatic training.
  ///
  /// @param path names of its components, and places in lists; empty for the whole
  record EnsemblePart(List<String> path) implements Subject {}

  /// The inputs of a forecast that it has once.
  enum ForecastInput implements Subject {
    HORIZON,
    LEVELS,
    PATHS,
    TOTAL,
    EXPLAIN,
    HIERARCHY,
    /// All series that are forecast.
    SERIES,
    CUTOFF
  }

  /// One of the series that a request names.
  ///
  /// @param index from 0
  record WantedSeries(int index) implements Subject {}

  /// One of the levels of a forecast.
  ///
  /// @param index from 0
  record Level(int index) implements Subject {}

  /// The values of one of the histories of a forecast.
  ///
  /// @param index from 0
  record HistoryValues(int index) implements Subject {}
}
