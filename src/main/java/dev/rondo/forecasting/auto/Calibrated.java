package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.auto.ErrorRatios.Collector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Calibrated intervals of an ensemble and their measured coverage.
///
/// Few held-out forecasts that do not overlap may all come from a quiet or from a rough time. Where networks, which learned from
/// all of the training part, expect the size of the errors, the ratios of few errors count in part and their expectation in part.
///
/// @param ratios errors of all held-out cases
/// @param coverage of the usual levels, each half of the cases measured with the errors of the other half; of no values if the
///   other half has none
record Calibrated(ErrorRatios ratios, List<MeasuredCoverage> coverage) {
  private static final double[] LEVELS = {0.5, 0.8, 0.9, 0.95};

  /// Forecasts without common steps from which on their errors alone count.
  static final double ENOUGH_FORECASTS = 60;

  /// Standard deviations that chance explains. Twice as many leave no doubt.
  private static final double CHANCE = 2;

  static Calibrated of(
      HeldOutErrors errors,
      RollingHoldOut holdOut,
      List<MemberForecasts> heldOut,
      Selection selection,
      int lag,
      double lowest) {
    int horizon = holdOut.horizon();
    boolean[] second = Selection.halves(holdOut);
    // Each half is forecast with the weights that the other half chose.
    MemberForecasts[] byHalf = new MemberForecasts[2];
    boolean expected = expects(heldOut, selection.weights());
    for (int half = 0; half < 2; half++) {
      double[] weights = selection.halves()[1 - half];
      // All errors are divided by what the served members expect, or all by the usual change.
      boolean alike = expects(heldOut, weights) == expected;
      byHalf[half] =
          Ensemble.combine(
              heldOut,
              holdOut.cases(),
              horizon,
              boxed(weights),
              boxed(alike ? weights : selection.weights()),
              lag,
              lowest);
    }
    Collector all = new Collector(horizon);
    Collector[] halves = {new Collector(horizon), new Collector(horizon)};
    List<double[]> truths = new ArrayList<>();
    List<ErrorSpread> spreads = new ArrayList<>();
    List<double[]> points = new ArrayList<>();
    for (int c = 0; c < holdOut.cases().size(); c++) {
      int number = c;
      double[] truth =
          IntStream.range(0, horizon).mapToDouble(h -> errors.truth(number, h)).toArray();
      truths.add(truth);
      MemberForecasts forecasts = byHalf[second[c] ? 1 : 0];
      double[] point = Arrays.copyOfRange(forecasts.points(), c * horizon, (c + 1) * horizon);
      ErrorSpread spread = Ensemble.spread(forecasts, c, horizon);
      points.add(point);
      spreads.add(spread);
      all.add(truth, point, spread);
      halves[second[c] ? 1 : 0].add(truth, point, spread);
    }
    ErrorRatios ratios = all.ratios(expected ? trust(all, holdOut, _ -> true) : 1);
    ErrorRatios[] other = {
      halves[1].ratios(expected ? trust(halves[1], holdOut, c -> second[c]) : 1),
      halves[0].ratios(expected ? trust(halves[0], holdOut, c -> !second[c]) : 1)
    };
    List<Distribution> served = new ArrayList<>();
    List<double[]> came = new ArrayList<>();
    for (int c = 0; c < truths.size(); c++) {
      ErrorRatios used = other[second[c] ? 1 : 0];
      if (used.isEmpty()) continue;
      served.add(
          new Distribution(
              points.get(c),
              spreads.get(c).above(),
              spreads.get(c).below(),
              lowest,
              used,
              horizon));
      came.add(truths.get(c));
    }
    return new Calibrated(ratios, coverage(ratios, served, came));
  }

  /// Whether a member with a weight expects the size of its errors.
  private static boolean expects(List<MemberForecasts> members, double[] weights) {
    return IntStream.range(0, weights.length)
        .anyMatch(m -> weights[m] > 0 && members.get(m).above() != null);
  }

  private static List<Double> boxed(double[] weights) {
    return Arrays.stream(weights).boxed().toList();
  }

  private static double trust(Collector errors, RollingHoldOut holdOut, IntPredicate chosen) {
    return trust(errors.size(), holdOut.separate(chosen));
  }

  /// How far the ratios count: in proportion to the number of forecasts, or fully if their size differs from the expected one by more
  /// than chance explains.
  ///
  /// @param size of the ratios, 1 if it is as expected
  /// @param separate number of forecasts without common steps
  static double trust(double size, double separate) {
    // The logarithm of a mean absolute value of n normal ones has a standard deviation of sqrt(pi /
    // 2 - 1) / sqrt(n).
    double deviations = Math.abs(Math.log(size)) * Math.sqrt(separate / (Math.PI / 2 - 1));
    double clear = (deviations - CHANCE) / CHANCE;
    return Math.clamp(Math.max(separate / ENOUGH_FORECASTS, clear), 0, 1);
  }

  private static List<MeasuredCoverage> coverage(
      ErrorRatios all, List<Distribution> served, List<double[]> truths) {
    List<MeasuredCoverage> coverage = new ArrayList<>();
    for (double level : LEVELS) {
      long[] inside = new long[all.last().length];
      long[] values = new long[inside.length];
      for (int c = 0; c < served.size(); c++) {
        double[] lower = served.get(c).quantile((1 - level) / 2);
        double[] upper = served.get(c).quantile((1 + level) / 2);
        double[] truth = truths.get(c);
        for (int h = 0; h < truth.length; h++) {
          if (Double.isNaN(truth[h])) continue;
          values[all.table(h)]++;
          if (lower[h] <= truth[h] && truth[h] <= upper[h]) inside[all.table(h)]++;
        }
      }
      for (int bucket = 0; bucket < inside.length; bucket++)
        coverage.add(
            new MeasuredCoverage(
                100 * level,
                bucket == 0 ? 1 : all.last()[bucket - 1] + 1,
                all.last()[bucket],
                values[bucket] == 0 ? 0 : 100.0 * inside[bucket] / values[bucket],
                values[bucket]));
    }
    return List.copyOf(coverage);
  }
}
