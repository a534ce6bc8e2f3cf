package dev.rondo.bench;

import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.Forecast.Interval;
import dev.rondo.forecasting.monitoring.PastForecast;
import dev.rondo.forecasting.monitoring.RollingCalibration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// A column that is forecast at one origin after the other, with intervals that are corrected by the errors known at the origin.
final class FollowedColumn {
  /// Latest forecasts of which the service reads the errors.
  private static final int RECENT = RollingCalibration.ORIGINS + 50;

  private final double[] values;
  private final Deque<PastForecast> past = new ArrayDeque<>();

  FollowedColumn(double[] values) {
    this.values = values;
  }

  /// The intervals, each corrected once enough errors are known.
  ///
  /// @param origin number of the first step of the forecast; origins ascend
  List<Interval> corrected(int origin, Forecast made) {
    PastForecast present = new PastForecast(origin - 1, made.mean(), made.intervals(), Double.NaN);
    RollingCalibration calibration = new RollingCalibration();
    for (PastForecast one : past)
      calibration.add(
          0,
          (int) one.origin(),
          one,
          step -> {
            long at = one.origin() + step;
            return at < origin ? values[(int) at] : Double.NaN;
          });
    past.add(present);
    if (past.size() > RECENT) past.remove();
    return made.intervals().stream()
        .map(one -> calibration.corrected(present, one, Double.NEGATIVE_INFINITY).orElse(one))
        .toList();
  }
}
