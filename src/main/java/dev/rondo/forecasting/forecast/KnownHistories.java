package dev.rondo.forecasting.forecast;

import java.util.ArrayList;
import java.util.List;

/// Histories up to the last observed target of each, and notes on their gaps. The forecast starts at the step after it.
///
/// @param histories histories that end with the last observed target; later steps contain at most covariates known ahead
/// @param cutOff number of steps after the last observed target of each
public record KnownHistories(List<History> histories, List<Integer> cutOff, int targets) {
  /// A history without an observed target stays as it is.
  public static KnownHistories of(List<History> all, int targets) {
    List<History> histories = new ArrayList<>(all.size());
    List<Integer> cutOff = new ArrayList<>(all.size());
    for (History history : all) {
      int steps = history.steps();
      int known = steps;
      while (known > 0 && !observed(history, targets, known - 1)) known--;
      if (known == 0) known = steps;
      histories.add(history.upTo(known));
      cutOff.add(steps - known);
    }
    return new KnownHistories(histories, cutOff, targets);
  }

  /// The same notes on the histories with other values of covariates known ahead.
  public KnownHistories with(List<History> completed) {
    return new KnownHistories(completed, cutOff, targets);
  }

  private static boolean observed(History history, int targets, int step) {
    for (int f = 0; f < Math.min(targets, history.values().length); f++)
      if (!Double.isNaN(history.values()[f][step])) return true;
    return false;
  }

  /// Warnings as sentences that name a few series each.
  public List<String> warnings(int lookback) {
    List<String> early = new ArrayList<>();
    List<String> sparse = new ArrayList<>();
    for (int i = 0; i < histories.size(); i++) {
      History history = histories.get(i);
      if (cutOff.get(i) > 0) early.add("'" + history.seriesId() + "' (" + cutOff.get(i) + ")");
      int values = valuesIn(history, lookback);
      if (2 * values < lookback) sparse.add("'" + history.seriesId() + "' (" + values + ")");
    }
    List<String> warnings = new ArrayList<>();
    if (!early.isEmpty())
      warnings.add(
          "Forecasts begin behind the last observed target; steps without one at the end of a history: "
              + shown(early)
              + ".");
    if (!sparse.isEmpty())
      warnings.add(
          "The model looks back "
              + lookback
              + " steps; less than half of them are observed, and the rest is filled forward or left out: "
              + shown(sparse)
              + ".");
    return warnings;
  }

  /// Number of lookback steps with an observed target.
  private int valuesIn(History history, int lookback) {
    int values = 0;
    int steps = history.steps();
    for (int t = Math.max(0, steps - lookback); t < steps; t++)
      if (observed(history, targets, t)) values++;
    return values;
  }

  private static String shown(List<String> series) {
    return SeriesNames.few(series.stream(), series.size());
  }
}
