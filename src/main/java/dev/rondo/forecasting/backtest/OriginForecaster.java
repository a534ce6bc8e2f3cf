package dev.rondo.forecasting.backtest;

import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;
import java.util.Arrays;
import java.util.List;

/// Forecasts series of a dataset from an origin. Several threads may use it.
interface OriginForecaster {
  /// A series to forecast.
  ///
  /// @param number of the series in the dataset
  /// @param origin first forecast step
  record Case(Dataset dataset, int number, int origin, int horizon) {
    Series series() {
      return dataset.series().get(number);
    }

    /// The observed values of a target in the horizon; NaN where there are none.
    double[] actual(int target) {
      double[] values = series().values()[target];
      double[] actual = new double[horizon];
      Arrays.fill(actual, Double.NaN);
      System.arraycopy(
          values, origin, actual, 0, Math.max(0, Math.min(horizon, values.length - origin)));
      return actual;
    }

    /// The values of a target before the origin.
    double[] history(int target) {
      return Arrays.copyOf(series().values()[target], origin);
    }
  }

  /// Throws any exception if one of the cases cannot be forecast.
  ///
  /// @return for each case in order, one forecast for each target
  List<OriginForecast> forecast(List<Case> cases);
}
