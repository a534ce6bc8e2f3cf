package dev.rondo.server.anomaly;

import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.TimeAxis;
import org.jspecify.annotations.Nullable;

/// The places of the steps of a series in the words of its user.
///
/// @param start position of the first step; null if it is unknown
record Places(TimeAxis axis, @Nullable Long start) {
  static Places of(History history, Model.Description model) {
    Frequency frequency = history.frequency() == null ? model.frequency() : history.frequency();
    return new Places(new TimeAxis(frequency, model.zone()), history.start());
  }

  private boolean counts() {
    return axis.frequency().unit() == Frequency.Unit.STEP;
  }

  /// The integer step of a series that has them and a start; otherwise the step itself, from 0.
  long step(int step) {
    return start == null || !counts() ? step : axis.plus(start, step);
  }

  /// The time of a step; null if the series has no times.
  @Nullable String time(int step) {
    return start == null || counts() ? null : axis.text(axis.plus(start, step));
  }
}
