package dev.rondo.forecasting.scaling;

/// A rule that transforms values to the network's scale. A scaler is fitted on the training part or on the history of a window,
/// never on forecast values. Statistics are float64, and every transformation has an exact inverse.
public sealed interface Scaler {
  /// The scale of a column. A column without values or with a single value keeps its unit: factor 1.
  ///
  /// @param training the column's values in the training part, of all series together
  Scale fit(Moments training);

  /// Leaves values unchanged.
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

  /// Maps the range to [0, 1], one scale for all series.
  record MinMax() implements Scaler {
    @Override
    public Scale fit(Moments training) {
      return scale(training.min(), training.max() - training.min(), training);
    }
  }

  /// Scales the targets of each window by the history of its series, so that the network sees series of any size alike. Covariates
  /// have the scale of `standard`.
  sealed interface Relative extends Scaler {
    @Override
    default Scale fit(Moments training) {
      return new Standard().fit(training);
    }

    /// The scale of one target in one window.
    ///
    /// @param overall the target's scale over all series, whose width is used if that of the history is zero
    Scale at(Past past, Scale overall);
  }

  /// Zero mean, unit variance over all values of the series before the origin (the first forecast step) of the window. The width of
  /// a constant series is its absolute value.
  record PerSeries() implements Relative {
    @Override
    public Scale at(Past past, Scale overall) {
      double width = past.deviation() > past.size() * ROUNDING ? past.deviation() : past.size();
      return relative(past.mean(), width, overall);
    }
  }

  /// The difference from the last value of the lookback, divided by the mean absolute value of the lookback. The divisor is at
  /// least a hundredth of the mean absolute value of the whole history, which matters after a run of zeros.
  record PerWindow() implements Relative {
    @Override
    public Scale at(Past past, Scale overall) {
      return relative(past.last(), Math.max(past.level(), 0.01 * past.size()), overall);
    }
  }

  /// A width that is only the rounding of large values counts as zero.
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
