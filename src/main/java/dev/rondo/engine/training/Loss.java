package dev.rondo.engine.training;

import dev.rondo.engine.network.Quantiles;
import java.util.List;

/// The function that training minimises.
public sealed interface Loss {
  /// Output columns for each target value.
  default int quantiles() {
    return 1;
  }

  /// The column that is the point forecast: the quantile nearest the median, the lower one of two.
  default int point() {
    return 0;
  }

  /// The loss of one error `f - y` at quantile column `column`.
  float value(float error, int column);

  /// Its derivative with respect to the output f.
  float slope(float error, int column);

  /// Mean squared error, `(y - f)^2`.
  record Mse() implements Loss {
    @Override
    public float value(float error, int column) {
      return error * error;
    }

    @Override
    public float slope(float error, int column) {
      return 2f * error;
    }
  }

  /// Mean absolute error, `|y - f|`.
  record Mae() implements Loss {
    @Override
    public float value(float error, int column) {
      return Math.abs(error);
    }

    @Override
    public float slope(float error, int column) {
      return Math.signum(error);
    }
  }

  /// Huber (1964): `0.5 e^2` where `|e| <= delta`, else `delta (|e| - 0.5 delta)`.
  record Huber(double delta) implements Loss {
    public Huber {
      if (!(delta > 0 && delta < 1e6))
        throw new IllegalArgumentException("delta must be positive and below 1e6, was " + delta);
    }

    @Override
    public float value(float error, int column) {
      float size = Math.abs(error);
      float d = (float) delta;
      return size <= d ? 0.5f * error * error : d * (size - 0.5f * d);
    }

    @Override
    public float slope(float error, int column) {
      float d = (float) delta;
      return Math.max(-d, Math.min(d, error));
    }
  }

  /// Pinball loss (Koenker and Bassett 1978): the mean over the `levels` q of `max(q (y - f), (q - 1) (y - f))`.
  record Pinball(List<Double> levels) implements Loss {
    public Pinball {
      levels = List.copyOf(levels);
      Quantiles.check("levels", levels);
    }

    @Override
    public int quantiles() {
      return levels.size();
    }

    @Override
    public int point() {
      return Quantiles.point(levels);
    }

    @Override
    public float value(float error, int column) {
      float level = levels.get(column).floatValue();
      return Math.max(-level * error, (1f - level) * error) / levels.size();
    }

    @Override
    public float slope(float error, int column) {
      float level = levels.get(column).floatValue();
      return (error > 0 ? 1f - level : error < 0 ? -level : 0f) / levels.size();
    }
  }
}
