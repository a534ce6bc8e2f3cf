package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.member.RidgeSpec;
import java.time.Duration;

/// Shares out the longest duration among the members of a plan. The durations are those on two cores of a usual machine, so that
/// the plan does not depend on the machine; a slower one ends work early.
final class Budget {
  /// Cores that the budget assumes.
  static final int CORES = 2;

  /// Share that all members together may take; the rest is for evaluation and writing.
  private static final double ALL_SHARE = 0.9;

  private static final double NETWORK_SHARE = 0.7;
  private static final double METHOD_SHARE = 0.2;

  /// Share that one fit of a ridge may take.
  private static final double RIDGE_SHARE = 0.05;

  /// What one core does in a second while it fits a ridge.
  private static final double PRODUCTS_PER_SECOND = 2.5e9;

  /// Penalties that a fit tries, typically.
  private static final int SOLUTIONS = 8;

  private final Duration longest;
  private final double seconds;
  private double methods; // seconds of one core
  private double ridges;

  Budget(Duration longest) {
    this.longest = longest;
    this.seconds = longest.toMillis() / 1000.0;
  }

  Duration longest() {
    return longest;
  }

  /// Takes time for a method that is fitted to each series.
  ///
  /// @param taken seconds of one core
  /// @return false, without taking any, if there is too little left
  boolean takeForMethod(double taken) {
    if (methods + taken > METHOD_SHARE * CORES * seconds) return false;
    methods += taken;
    return true;
  }

  /// Products of two numbers that one fit of a ridge may take.
  double ridgeProducts() {
    return Math.min(RidgeSpec.MOST_PRODUCTS, RIDGE_SHARE * seconds * PRODUCTS_PER_SECOND);
  }

  /// Takes time for two fits of a ridge.
  ///
  /// @param windows number of all windows
  void takeForRidge(MemberSpec.Ridge ridge, int horizon, long windows) {
    long used = Math.min(windows, RidgeSpec.windows(ridge.inputs(), horizon, ridgeProducts()));
    double products = used * RidgeSpec.productsOfWindow(ridge.inputs(), horizon);
    double solving = SOLUTIONS * Math.pow(ridge.inputs() + 1.0, 3) / 3;
    ridges += 2 * (products + solving) / PRODUCTS_PER_SECOND;
  }

  /// Seconds that networks may take on each core.
  double networks() {
    double left = ALL_SHARE * seconds - (methods + ridges) / CORES;
    return Math.clamp(left, 0, NETWORK_SHARE * seconds);
  }
}
