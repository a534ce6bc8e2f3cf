package dev.rondo.engine.training;

import java.util.List;

/// What training makes small.
public sealed interface Loss {
  /// Output columns for each target value.
  default int quantiles() {
    return 1;
  }

  /// Mean squared error, `(y - f)^2`.
  record Mse() implements Loss {}

  /// Mean absolute error, `|y - f|`.
  record Mae() implements Loss {}

  /// Huber (1964): `0.5 e^2` where `|e| <= delta`, else `delta (|e| - 0.5 delta)`.
  record Huber(double delta) implements Loss {
    public Huber {
      if (!(delta > 0 && delta < 1e6)) throw new IllegalArgumentException("delta must be positive and below 1e6, was " + delta);
    }
  }

  /// Pinball loss (Koenker and Bassett 1978), the mean over `quantiles` of `max(q e, (q - 1) e)`.
  record Pinball(List<Double> levels) implements Loss {
    public Pinball {
      levels = List.copyOf(levels);
      if (levels.isEmpty() || levels.size() > 99) throw new IllegalArgumentException("levels must name 1 to 99 quantiles, was " + levels.size());
      double below = 0;
      for (double level : levels) {
        if (!(level > below && level < 1)) throw new IllegalArgumentException("levels must rise strictly inside (0, 1), was " + levels);
        below = level;
      }
    }

    @Override
    public int quantiles() {
      return levels.size();
    }
  }
}
