package dev.rondo.forecasting.scaling;

/// How values are brought to the network's scale. What a scaler learns, it learns from the training part or from the history of
/// a window, never from what is forecast. Statistics are float64, and every map has an exact inverse.
public sealed interface Scaler {
  /// A column without values or with a single value keeps its unit: factor 1.
  ///
  /// @param training the column's values in the training part, of all series together
  Scale fit(Moments training);

  /// Values as they are.
  record None() implements Scaler {
    @Override
    public Scale fit(Moments training) {
      return new Scale(0, 1);
    }
  }

  /// Zero mean, unit variance, one scale for all series.
  record Standard() implements Scaler {
    @Override
    public Scale fit(Moments training) {
      return scale(training.mean(), training.standardDeviation(), training);
    }
  }

  /// The range onto [0, 1], one scale for all series.
  record MinMax() implements Scaler {
    @Override
    public Scale fit(Moments training) {
      return scale(training.min(), training.max() - training.min(), training);
    }
  }

  /// Scales the targets of each window by what is known of its series at the origin, so that series of any size look alike to
  /// the network. Covariates have the scale of `standard`.
  sealed interface Relative extends Scaler {
    @Override
    default Scale fit(Moments training) {
      return new Standard().fit(training);
    }

    /// The scale of one target in one window.
    ///
    /// @param overall the target's scale over all series, whose width counts where the past has none
    Scale at(Past past, Scale overall);
  }

  /// Zero mean, unit variance over all that is known of the series at the origin of the window. A constant has its own size as
  /// its width.
  record PerSeries() implements Relative {
    @Override
    public Scale at(Past past, Scale overall) {
      double width = past.deviation() > past.size() * ROUNDING ? past.deviation() : past.size();
      return relative(past.mean(), width, overall);
    }
  }

  /// The difference from the last value of the lookback, divided by the mean absolute value of the lookback. After a run of
  /// zeros the divisor is at least a hundredth of the mean absolute value of all that is known of the series.
  record PerWindow() implements Relative {
    @Override
    public Scale at(Past past, Scale overall) {
      return relative(past.last(), Math.max(past.level(), 0.01 * past.size()), overall);
    }
  }

  /// A width that is only the rounding of large values is no width.
  double ROUNDING = 1e-12;

  private static Scale relative(double offset, double width, Scale overall) {
    double factor = 1 / width;
    return new Scale(offset, Double.isFinite(factor) && factor > 0 ? factor : overall.factor());
  }

  private static Scale scale(double offset, double width, Moments training) {
    double size = Math.max(Math.abs(training.min()), Math.abs(training.max()));
    boolean flat = !(width > size * ROUNDING) || !Double.isFinite(1 / width) || 1 / width == 0;
    return new Scale(Double.isFinite(offset) ? offset : 0, flat ? 1 : 1 / width);
  }
}
