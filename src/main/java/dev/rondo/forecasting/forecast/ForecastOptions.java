package dev.rondo.forecasting.forecast;

import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.model.Subject;
import java.util.List;

/// What a forecast contains besides its median.
///
/// @param horizon steps ahead
/// @param levels of the intervals, in percent, each between 0 and 100
/// @param quantiles levels of single quantiles, each in (0, 1)
/// @param paths number of sample paths
/// @param total whether the sum over the horizon is forecast too
/// @param explain whether the effect of each covariate is told
public record ForecastOptions(
    int horizon,
    List<Double> levels,
    List<Double> quantiles,
    int paths,
    boolean total,
    boolean explain) {
  /// Only intervals.
  public static ForecastOptions of(int horizon, List<Double> levels) {
    return new ForecastOptions(horizon, levels, List.of(), 0, false, false);
  }

  private static final int LONGEST = 100_000;

  /// Throws [InfeasibleException] if the horizon or a level is out of range.
  void check() {
    if (horizon < 1 || horizon > LONGEST) {
      throw new InfeasibleException(
          Subject.ForecastInput.HORIZON,
          "The horizon must be between 1 and %d, was %d.".formatted(LONGEST, horizon));
    }
    for (int i = 0; i < levels.size(); i++) {
      double level = levels.get(i);
      if (!(level > 0 && level < 100)) {
        throw new InfeasibleException(
            new Subject.Level(i),
            "A level is a percentage above 0 and below 100, was " + level + ".");
      }
    }
  }
}
