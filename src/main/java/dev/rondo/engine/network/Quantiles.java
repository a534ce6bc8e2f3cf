package dev.rondo.engine.network;

import java.util.List;

/// Rules for the quantiles that a network forecasts.
public final class Quantiles {
  private static final int MOST = 99;

  private Quantiles() {}

  /// Throws [IllegalArgumentException] unless there are 1 to 99 levels that rise strictly inside (0, 1).
  ///
  /// @param name of the levels in the message
  public static void check(String name, List<Double> levels) {
    if (levels.isEmpty() || levels.size() > MOST)
      throw new IllegalArgumentException(
          "%s must name 1 to %d quantiles, was %d".formatted(name, MOST, levels.size()));
    double below = 0;
    for (double level : levels) {
      if (!(level > below && level < 1))
        throw new IllegalArgumentException(
            "%s must rise strictly inside (0, 1), was %s".formatted(name, levels));
      below = level;
    }
  }

  /// The index of the point forecast: the level nearest the median, the lower one of two.
  public static int point(List<Double> levels) {
    int nearest = 0;
    for (int i = 1; i < levels.size(); i++) {
      if (Math.abs(levels.get(i) - 0.5) < Math.abs(levels.get(nearest) - 0.5)) nearest = i;
    }
    return nearest;
  }
}
