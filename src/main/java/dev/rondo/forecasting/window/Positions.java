package dev.rondo.forecasting.window;

import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;

/// Where a point of time lies in a series.
final class Positions {
  private Positions() {}

  /// First step of a series at or after a point of time; the number of steps when there is none.
  static int firstStep(Dataset dataset, Series series, String time) {
    throw new IllegalArgumentException("not yet");
  }
}
