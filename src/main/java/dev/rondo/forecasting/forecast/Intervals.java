package dev.rondo.forecasting.forecast;

import dev.rondo.forecasting.evaluation.Calibration;
import dev.rondo.forecasting.evaluation.Calibration.StepErrors;
import dev.rondo.forecasting.model.InfeasibleException;
import java.util.List;

/// Half-widths of intervals by split conformal prediction (Vovk et al. 2005; Lei et al. 2018): of n validation errors of a step,
/// the one of rank `ceil((n + 1) level)` covers a new error with at least that probability, as long as new data are like those
/// of the validation part.
///
/// Steps beyond the calibrated horizon H have no errors of their own: the width of step H grows by `sqrt(step / H)`, as that of
/// a random walk does. No coverage is promised there.
record Intervals(Calibration calibration) {
  /// Throws [InfeasibleException] when there are too few validation errors for the level.
  ///
  /// @param level in percent
  /// @param step of the horizon, from 1
  double halfWidth(int target, int step, double level) {
    int calibrated = calibration.errors().get(target).size();
    StepErrors errors = calibration.errors().get(target).get(Math.min(step, calibrated) - 1);
    double width = quantile(errors, level);
    return step <= calibrated ? width : width * Math.sqrt((double) step / calibrated);
  }

  /// Whether every step has validation errors enough for the level.
  boolean gives(double level) {
    return calibration.errors().stream()
        .flatMap(List::stream)
        .allMatch(errors -> errors.count() > 0 && rank(errors.count(), level) <= errors.count());
  }

  private static long rank(long n, double level) {
    // Without the small amount, 90 % of 10 would round up to 10.
    return (long) Math.ceil((n + 1) * level / 100 - 1e-9);
  }

  private static double quantile(StepErrors errors, double level) {
    long n = errors.count();
    if (n == 0) {
      throw new InfeasibleException(
          "/levels",
          "The model has no validation errors to make intervals from; train it with a validation part.");
    }
    long rank = rank(n, level);
    if (rank > n) {
      throw new InfeasibleException(
          "/levels",
          "An interval of %s %% needs at least %d validation errors of each step, the model has %d; the highest level it can give is %s %%."
              .formatted(
                  number(level),
                  (long) Math.ceil(level / (100 - level) - 1e-9),
                  n,
                  number(Math.floor(1000.0 * n / (n + 1)) / 10)));
    }
    int last = errors.quantiles().size() - 1;
    int place = n == 1 ? 0 : (int) Math.ceilDiv((Math.max(1, rank) - 1) * last, n - 1);
    return errors.quantiles().get(place);
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
