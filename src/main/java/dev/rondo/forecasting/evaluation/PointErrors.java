package dev.rondo.forecasting.evaluation;

import java.util.function.DoubleBinaryOperator;

/// Measures of the point forecasts of one series, in float64. Arrays are `[horizon]`; steps whose truth is NaN are left out, and a
/// measure of no step is NaN. Published figures are means of these over the series.
public final class PointErrors {
  private PointErrors() {}

  /// Mean absolute error, in the units of the data.
  public static double mae(double[] truth, double[] forecast) {
    return mean(truth, forecast, (y, f) -> Math.abs(y - f));
  }

  /// Mean squared error, in squared units of the data.
  public static double mse(double[] truth, double[] forecast) {
    return mean(truth, forecast, (y, f) -> (y - f) * (y - f));
  }

  /// Root of the mean squared error, in the units of the data.
  public static double rmse(double[] truth, double[] forecast) {
    return Math.sqrt(mse(truth, forecast));
  }

  /// Symmetric mean absolute percentage error in the form of the M4 competition, from 0 to 200.
  public static double smape(double[] truth, double[] forecast) {
    return mean(truth, forecast, PointErrors::percentage);
  }

  /// A term of sMAPE, `200 |y - f| / (|y| + |f|)`; 0 if both are 0.
  public static double percentage(double truth, double forecast) {
    double size = Math.abs(truth - forecast);
    return size == 0 ? 0 : 200 * size / (Math.abs(truth) + Math.abs(forecast));
  }

  /// Mean absolute scaled error (Hyndman and Koehler 2006): the mean absolute error, divided by that of the seasonal naive forecast
  /// in the history. NaN if the history has no such error above 0.
  public static double mase(double[] truth, double[] forecast, NaiveErrors history) {
    return mae(truth, forecast) / history.meanAbsolute();
  }

  /// Root mean squared scaled error (M5 competition, Makridakis et al. 2022): as MASE, with squared errors under a root.
  public static double rmsse(double[] truth, double[] forecast, NaiveErrors history) {
    return Math.sqrt(mse(truth, forecast) / history.meanSquare());
  }

  /// Overall weighted average of the M4 competition: the mean of sMAPE and MASE, each as a ratio to that of the forecast
  /// `naive2`. All four are means over the series.
  public static double owa(double smape, double mase, double naiveSmape, double naiveMase) {
    return (smape / naiveSmape + mase / naiveMase) / 2;
  }

  private static double mean(double[] truth, double[] forecast, DoubleBinaryOperator term) {
    if (truth.length != forecast.length)
      throw new IllegalArgumentException(
          "the forecast must have %d steps, as the truth has, but has %d"
              .formatted(truth.length, forecast.length));
    double sum = 0;
    int count = 0;
    for (int h = 0; h < truth.length; h++) {
      if (Double.isNaN(truth[h])) continue;
      sum += term.applyAsDouble(truth[h], forecast[h]);
      count++;
    }
    return sum / count;
  }
}
