package dev.rondo.forecasting.evaluation;

/// Errors of the seasonal naive forecast in a history, `y(t) - y(t - m)` over its observed pairs. Their means are the scales of
/// MASE and RMSSE (Hyndman and Koehler 2006), which make errors of different series comparable.
public final class NaiveErrors {
  private double absolute;
  private double square;
  private int count;

  /// @param history `[steps]` before the forecast; NaN is missing
  /// @param season m, at least 1
  public static NaiveErrors of(double[] history, int season) {
    return of(history, 0, history.length, season);
  }

  /// @param values `[steps]`; NaN is missing
  /// @param from first step of the history
  /// @param to step after the last one of the history
  /// @param season m, at least 1
  public static NaiveErrors of(double[] values, int from, int to, int season) {
    NaiveErrors errors = new NaiveErrors();
    for (int t = from + season; t < to; t++) errors.add(values[t], values[t - season]);
    return errors;
  }

  /// Adds a pair, unless one of its values is NaN.
  void add(double value, double before) {
    double error = value - before;
    if (Double.isNaN(error)) return;
    absolute += Math.abs(error);
    square += error * error;
    count++;
  }

  /// The scale of MASE, `mean |y(t) - y(t - m)|`; NaN if there are no pairs or it is 0.
  public double meanAbsolute() {
    return absolute > 0 ? absolute / count : Double.NaN;
  }

  /// The square of the scale of RMSSE, `mean (y(t) - y(t - m))^2`; NaN if there are no pairs or it is 0.
  public double meanSquare() {
    return square > 0 ? square / count : Double.NaN;
  }
}
