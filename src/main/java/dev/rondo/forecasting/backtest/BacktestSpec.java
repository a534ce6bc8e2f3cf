package dev.rondo.forecasting.backtest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// All choices of a backtest.
///
/// @param horizon steps ahead of each forecast
/// @param origins number of origins
/// @param stride steps between two origins; not used with cutoffs
/// @param cutoffs last time step before each origin; empty if the origins are counted from the end of each series
/// @param season steps of the season in the scales of MASE, RMSSE and MSIS
/// @param period steps of the season of the baselines; 1 for none
/// @param levels levels of the intervals, in percent, ascending
public record BacktestSpec(
    int horizon,
    int origins,
    int stride,
    List<String> cutoffs,
    Refit refit,
    int season,
    int period,
    List<Double> levels,
    List<Candidate> candidates) {
  /// Largest number of origins.
  public static final int MOST_ORIGINS = 100;

  /// Largest number of candidates.
  public static final int MOST_CANDIDATES = 20;

  private static final int MOST_LEVELS = 10;

  public BacktestSpec {
    requireBetween("horizon", horizon, 1, 10_000);
    requireBetween("origins", origins, 1, MOST_ORIGINS);
    requireBetween("stride", stride, 1, 1_000_000);
    requireBetween("season", season, 1, 100_000);
    requireBetween("period", period, 1, 100_000);
    cutoffs = List.copyOf(cutoffs);
    levels = levels.stream().sorted().toList();
    candidates = List.copyOf(candidates);
    if (candidates.isEmpty() || candidates.size() > MOST_CANDIDATES)
      throw new IllegalArgumentException(
          "candidates must hold 1 to %d candidates, held %d"
              .formatted(MOST_CANDIDATES, candidates.size()));
    if (levels.size() > MOST_LEVELS)
      throw new IllegalArgumentException(
          "levels must hold at most %d levels, held %d".formatted(MOST_LEVELS, levels.size()));
    for (double level : levels)
      if (!(level >= 1 && level < 100))
        throw new IllegalArgumentException(
            "levels must be percentages of at least 1 and below 100, one was " + level);
    if (new HashSet<>(levels).size() < levels.size())
      throw new IllegalArgumentException("levels must differ, were " + levels);
  }

  private static void requireBetween(String name, int value, int least, int most) {
    if (value < least || value > most)
      throw new IllegalArgumentException(
          "%s must be between %d and %d, was %d".formatted(name, least, most, value));
  }

  /// The same backtest of other candidates.
  public BacktestSpec with(List<Candidate> others) {
    return new BacktestSpec(
        horizon, origins, stride, cutoffs, refit, season, period, levels, others);
  }

  /// The names of the candidates, each once: further candidates of one label get numbers.
  public List<String> names() {
    List<String> names = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Candidate candidate : candidates) {
      String name = candidate.label();
      for (int number = 2; !taken.add(name); number++) name = candidate.label() + "-" + number;
      names.add(name);
    }
    return names;
  }
}
