package dev.rondo.forecasting.scaling;

/// How a column is brought to the network's scale; fitted on the training part only. A column without values or with a single
/// value keeps its unit: factor 1.
public sealed interface Scaler {
  /// @param training the column's values in the training part, of all series together
  Scale fit(Moments training);

  /// Values as they are.
  record None() implements Scaler {
    @Override
    public Scale fit(Moments training) {
      return new Scale(0, 1);
    }
  }

  /// Zero mean, unit variance.
  record Standard() implements Scaler {
    @Override
    public Scale fit(Moments training) {
      return scale(training.mean(), training.standardDeviation(), training);
    }
  }

  /// The range onto [0, 1].
  record MinMax() implements Scaler {
    @Override
    public Scale fit(Moments training) {
      return scale(training.min(), training.max() - training.min(), training);
    }
  }

  // A width that is only the rounding of large values is no width.
  private static Scale scale(double offset, double width, Moments training) {
    double size = Math.max(Math.abs(training.min()), Math.abs(training.max()));
    boolean flat = !(width > size * 1e-12) || !Double.isFinite(1 / width) || 1 / width == 0;
    return new Scale(Double.isFinite(offset) ? offset : 0, flat ? 1 : 1 / width);
  }
}
