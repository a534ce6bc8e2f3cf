package dev.rondo.forecasting.evaluation;

import org.jspecify.annotations.Nullable;

/// A measure of forecast errors. y is the truth, f the forecast, n the number of observed values. Each is scale-free or in the
/// units of the data, and smaller is better.
public enum Metric {
  /// Mean squared error, `sum (y - f)^2 / n`.
  MSE {
    @Override
    @Nullable Double of(ErrorSums errors) {
      return errors.meanSquare();
    }
  },
  /// Mean absolute error, `sum |y - f| / n`.
  MAE {
    @Override
    @Nullable Double of(ErrorSums errors) {
      return errors.meanAbsolute();
    }
  },
  /// Root of the mean squared error, `sqrt(MSE)`.
  RMSE {
    @Override
    @Nullable Double of(ErrorSums errors) {
      Double square = errors.meanSquare();
      return square == null ? null : Math.sqrt(square);
    }
  },
  /// Symmetric mean absolute percentage error, `200 / n * sum |y - f| / (|y| + |f|)`, from 0 to 200; a term is 0 if both y and f
  /// are 0 (Makridakis 1993, in the form of the M4 competition, Makridakis et al. 2020).
  SMAPE {
    @Override
    @Nullable Double of(ErrorSums errors) {
      return errors.meanPercentage();
    }
  },
  /// Mean absolute scaled error, `sum (|y - f| / q) / n`, where q is the mean absolute error of the seasonal naive forecast in
  /// the history of the series (Hyndman and Koehler 2006). Values whose q is 0 or unknown are left out.
  MASE {
    @Override
    @Nullable Double of(ErrorSums errors) {
      return errors.meanScaled();
    }
  };

  /// Null if nothing was scored.
  abstract @Nullable Double of(ErrorSums errors);
}
