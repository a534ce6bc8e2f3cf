package dev.rondo.forecasting.auto;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/// Weights of the members of an ensemble, from their errors in held-out forecasts.
///
/// Members are added greedily, with repetition, as long as the error of the mean falls (Caruana et al. 2004). The weights are then
/// moved half-way to equal weights of the contenders: the members whose own error is at most a tenth above the best one.
///
/// Forecasts of one track whose steps overlap have nearly the same errors. With few forecasts that do not overlap, the errors show
/// which members are good, but not their weights: the contenders have equal weights, and a baseline is one of them only if no
/// member has a lower error.
final class Combination {
  private static final int ROUNDS = 24;
  private static final double CONTENDER = 1.1;

  /// Forecasts without common steps below which weights are equal.
  static final double FEW_FORECASTS = 30;

  /// A member with less changes the forecast little, but costs as much as any other.
  private static final double LEAST_WEIGHT = 0.03;

  private final HeldOutErrors errors;
  private final RollingHoldOut holdOut;
  private final List<Integer> baselines;

  /// @param baselines numbers of the members that are baselines
  Combination(HeldOutErrors errors, RollingHoldOut holdOut, List<Integer> baselines) {
    this.errors = errors;
    this.holdOut = holdOut;
    this.baselines = baselines;
  }

  /// The weights of all members, which add up to 1.
  ///
  /// @param chosen cases whose errors count
  /// @param members numbers of the members that may be used
  double[] weights(IntPredicate chosen, List<Integer> members) {
    double[] losses = new double[errors.members()];
    Arrays.fill(losses, Double.POSITIVE_INFINITY);
    for (int m : members) losses[m] = errors.loss(single(m), chosen);
    double lowest = Arrays.stream(losses).min().orElseThrow();
    boolean few = holdOut.separate(chosen) < FEW_FORECASTS;
    double[] equal = new double[errors.members()];
    for (int m : members) {
      boolean contends = losses[m] <= CONTENDER * lowest;
      if (contends && (!few || losses[m] == lowest || !baselines.contains(m))) equal[m] = 1;
    }
    normalise(equal);
    if (few) return equal;
    double[] greedy = greedy(chosen, members);
    double[] mixed = new double[equal.length];
    for (int m = 0; m < mixed.length; m++) {
      double weight = 0.5 * equal[m] + 0.5 * greedy[m];
      if (weight >= LEAST_WEIGHT) mixed[m] = weight;
    }
    normalise(mixed);
    return mixed;
  }

  private double[] greedy(IntPredicate chosen, List<Integer> members) {
    int[] counts = new int[errors.members()];
    double[] best = new double[counts.length];
    double lowest = Double.POSITIVE_INFINITY;
    for (int round = 1; round <= ROUNDS; round++) {
      int next = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int m : members) {
        counts[m]++;
        double loss = errors.loss(shares(counts, round), chosen);
        counts[m]--;
        if (loss < least) {
          least = loss;
          next = m;
        }
      }
      if (next < 0) break;
      counts[next]++;
      if (least < lowest) {
        lowest = least;
        best = shares(counts, round);
      }
    }
    return best;
  }

  private double[] single(int member) {
    double[] weights = new double[errors.members()];
    weights[member] = 1;
    return weights;
  }

  private static double[] shares(int[] counts, int total) {
    double[] shares = new double[counts.length];
    for (int m = 0; m < counts.length; m++) shares[m] = (double) counts[m] / total;
    return shares;
  }

  private static void normalise(double[] weights) {
    double sum = Arrays.stream(weights).sum();
    for (int m = 0; m < weights.length; m++) weights[m] /= sum;
  }
}
