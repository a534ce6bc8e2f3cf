package dev.rondo.forecasting.anomaly;

import dev.rondo.forecasting.forecast.ServedModel;
import java.util.List;
import java.util.stream.DoubleStream;

/// The levels of the intervals by which observations are scored.
///
/// @param levels in percent, ascending
/// @param alarm place of the level outside of which an observation raises an alarm
/// @param central place of the level by which shifts are told
record AlarmLevels(List<Double> levels, int alarm, int central) {
  private static final double CENTRAL = 80;
  private static final double[] LEVELS = {20, 40, 60, CENTRAL, 90, 95, 98, 99, 99.5, 99.8, 99.9};

  static AlarmLevels of(ServedModel model, AnomalySpec spec) {
    List<Double> levels =
        DoubleStream.concat(
                DoubleStream.of(LEVELS).filter(model::gives),
                DoubleStream.of(spec.level(), CENTRAL))
            .distinct()
            .sorted()
            .boxed()
            .toList();
    return new AlarmLevels(levels, levels.indexOf(spec.level()), levels.indexOf(CENTRAL));
  }
}
