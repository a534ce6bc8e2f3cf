package dev.rondo.forecasting.forecast;

import dev.rondo.forecasting.evaluation.Calibration;
import dev.rondo.forecasting.evaluation.Calibration.StepErrors;
import dev.rondo.forecasting.evaluation.Spread;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.model.Subject.ForecastInput;
import dev.rondo.forecasting.window.Context;
import java.util.List;

/// Half-widths of intervals by split conformal prediction (Vovk et al. 2005; Lei et al. 2018). Of n validation errors of a step,
/// the one of rank `ceil((n + 1) level)` covers a new error with at least that probability, if new data are like those of the
/// validation part.
///
/// Steps beyond the calibrated horizon H have no errors of their own: the width of step H is multiplied by `sqrt(step / H)`, as
/// for a random walk. Their coverage is not guaranteed.
record Intervals(Calibration calibration) {
  /// Throws [InfeasibleException] if there are too few validation errors for the level.
  ///
  /// @param level in percent
  /// @param step of the horizon, from 1
  double halfWidth(int target, int step, double level) {
    int calibrated = calibration.errors().get(target).size();
    int within = Math.min(step, calibrated) - 1;
    check(calibration.errors().get(target).get(within), level);
    double width = calibration.error(target, within, level);
    return step <= calibrated ? width : width * Math.sqrt((double) step / calibrated);
  }

  /// The factor for the half-widths of a target at the origin of a context.
  double unit(Context context, int target, int lookback) {
    List<Spread> spreads = calibration.spreads();
    return spreads == null ? 1 : spreads.get(target).at(context, target, lookback);
  }

  /// The lower bound of all intervals of a target.
  double floor(int target) {
    List<Spread> spreads = calibration.spreads();
    boolean bounded = spreads != null && spreads.get(target).neverNegative();
    return bounded ? 0 : Double.NEGATIVE_INFINITY;
  }

  /// The errors that determine the interval of a step and level. Throws [InfeasibleException] as [#halfWidth].
  ErrorShare share(int target, int step, double level) {
    int within = Math.min(step, calibration.errors().get(target).size()) - 1;
    StepErrors errors = calibration.errors().get(target).get(within);
    check(errors, level);
    return new ErrorShare(errors.count(), calibration.shareBeyond(target, within, level));
  }

  /// Whether every step has enough validation errors for the level.
  boolean gives(double level) {
    return calibration.errors().stream()
        .flatMap(List::stream)
        .allMatch(errors -> errors.gives(level));
  }

  private static void check(StepErrors errors, double level) {
    long n = errors.count();
    if (n == 0) {
      throw new InfeasibleException(
          ForecastInput.LEVELS,
          "The model has no validation errors to make intervals from; train it with a validation part.");
    }
    if (!errors.gives(level)) {
      throw new InfeasibleException(
          ForecastInput.LEVELS,
          "An interval of %s %% needs at least %d validation errors of each step, the model has %d; the highest level it can give is %s %%."
              .formatted(
                  number(level),
                  (long) Math.ceil(level / (100 - level) - 1e-9),
                  n,
                  number(Math.floor(1000.0 * n / (n + 1)) / 10)));
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
