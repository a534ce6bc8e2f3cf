package dev.rondo.forecasting.generation;

import java.util.List;

/// One generator of each kind, whose components take the place of those that a user leaves out.
public final class UsualGenerators {
  public static final List<Generator> ALL =
      List.of(
          new Generator.SineWaves(10_000, 51, 0.1, 42),
          new Generator.TrendSeason(10, 730, 100, 0.05, 7, 20, 2, 42),
          new Generator.RandomWalk(100, 200, 0, 1, 42),
          new Generator.Autoregressive(100, 200, List.of(0.6, -0.3), 1, 42),
          new Generator.Multivariate(4, 2_000, 2, 1, 42));

  private UsualGenerators() {}
}
