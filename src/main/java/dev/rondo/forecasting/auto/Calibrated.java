package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.auto.ErrorRatios.Collector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Calibrated intervals of an ensemble and their measured coverage.
///
/// @param ratios errors of all held-out cases
/// @param coverage of the usual levels, each half of the cases measured with the errors of the other half
record Calibrated(ErrorRatios ratios, List<MeasuredCoverage> coverage) {
  private static final double[] LEVELS = {0.5, 0.8, 0.9, 0.95};

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
    for (int half = 0; half < 2; half++)
      byHalf[half] =
          Ensemble.combine(
              heldOut,
              holdOut.cases(),
              horizon,
              Arrays.stream(selection.halves()[1 - half]).boxed().toList(),
              lag,
              lowest);
    Collector all = new Collector(horizon);
    Collector[] halves = {new Collector(horizon), new Collector(horizon)};
    List<double[]> truths = new ArrayList<>();
    for (int c = 0; c < holdOut.cases().size(); c++) {
      int number = c;
      double[] truth =
          IntStream.range(0, horizon).mapToDouble(h -> errors.truth(number, h)).toArray();
      truths.add(truth);
      MemberForecasts forecasts = byHalf[second[c] ? 1 : 0];
      double[] point = Arrays.copyOfRange(forecasts.points(), c * horizon, (c + 1) * horizon);
      ErrorSpread spread = Ensemble.spread(forecasts, c, horizon);
      all.add(truth, point, spread);
      halves[second[c] ? 1 : 0].add(truth, point, spread);
    }
    ErrorRatios ratios = all.ratios();
    return new Calibrated(ratios, coverage(ratios, halves, byHalf, second, truths, horizon));
  }

  private static List<MeasuredCoverage> coverage(
      ErrorRatios all,
      Collector[] collectors,
      MemberForecasts[] byHalf,
      boolean[] second,
      List<double[]> truths,
      int horizon) {
    ErrorRatios[] halves = {collectors[0].ratios(), collectors[1].ratios()};
    List<MeasuredCoverage> coverage = new ArrayList<>();
    int from = 1;
    for (int last : all.last()) {
      for (double level : LEVELS) {
        long inside = 0;
        long values = 0;
        for (int c = 0; c < second.length; c++) {
          int half = second[c] ? 1 : 0;
          ErrorRatios other = halves[1 - half];
          for (int h = from - 1; h < last; h++) {
            double truth = truths.get(c)[h];
            if (Double.isNaN(truth)) continue;
            int cell = c * horizon + h;
            values++;
            if (Bounds.contains(byHalf[half], cell, other, h, level, truth)) inside++;
          }
        }
        coverage.add(
            new MeasuredCoverage(
                100 * level, from, last, values == 0 ? 0 : 100.0 * inside / values, values));
      }
      from = last + 1;
    }
    return List.copyOf(coverage);
  }
}
