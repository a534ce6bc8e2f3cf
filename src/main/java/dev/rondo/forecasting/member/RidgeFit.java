package dev.rondo.forecasting.member;

import java.util.List;
import java.util.function.IntPredicate;

/// Fits a pooled ridge: the windows of all series are summed into normal equations, those before the hold-out and those whose whole
/// horizon is in it apart. The penalty with the lowest squared error on the hold-out is chosen.
///
/// A window needs observed targets at half of its steps at least; lines replace the others. A series without a whole window
/// gives one with a shorter past. Without any window the ridge forecasts its base.
public final class RidgeFit {
  /// The part of a golden section; its multiples are even over the unit interval and follow no season.
  private static final double GOLDEN = 0.6180339887498949;

  private static final int ROWS_BETWEEN_CHECKS = 100;

  private final RidgeSpec spec;
  private final PooledRidge shape;
  private final double share;
  private final Runnable checkpoint;
  private long seen;

  private RidgeFit(RidgeSpec spec, long windows, Runnable checkpoint) {
    this.spec = spec;
    this.checkpoint = checkpoint;
    this.shape = ridge(spec, new double[0], 0, Double.NaN, 0);
    this.share = windows == 0 ? 1 : (double) spec.windows() / windows;
  }

  private static PooledRidge ridge(
      RidgeSpec spec, double[] coefficients, double penalty, double error, long windows) {
    return new PooledRidge(
        spec.lookback(),
        spec.horizon(),
        spec.season(),
        spec.scaled(),
        coefficients,
        penalty,
        error,
        windows);
  }

  /// @param series `[steps]` each, in the units of the data; NaN is missing; not modified
  public static PooledRidge fit(List<double[]> series, RidgeSpec spec) {
    return fit(series, spec, () -> {});
  }

  /// Largest number of bytes that a fit needs beside its series.
  ///
  /// @param longest steps of the longest series
  public static long bytes(RidgeSpec spec, int longest) {
    long inputs = spec.lookback() + 1L;
    // The sums of both parts and one system; the right sides, the coefficients and the best ones,
    // and one product.
    long numbers = 3 * inputs * inputs + 5 * inputs * spec.horizon();
    // A series filled in two ways, and its sums.
    return (numbers + NormalEquations.blocks(spec) + 4L * longest) * Double.BYTES;
  }

  /// @param checkpoint called after a moment of work at most; it may throw to end the fit
  public static PooledRidge fit(List<double[]> series, RidgeSpec spec, Runnable checkpoint) {
    long windows = 0;
    for (double[] values : series)
      windows += Math.max(1, values.length - spec.lookback() - spec.horizon() + 1);
    return new RidgeFit(spec, windows, checkpoint).fit(series);
  }

  private PooledRidge fit(List<double[]> series) {
    NormalEquations early = new NormalEquations(spec.lookback() + 1, spec.horizon());
    NormalEquations late = new NormalEquations(spec.lookback() + 1, spec.horizon());
    for (double[] values : series) {
      int start = values.length - spec.holdOut();
      add(values, early, origin -> origin + spec.horizon() <= start);
      add(values, late, origin -> origin >= start);
    }
    boolean chooses = early.rows() > 0 && late.rows() > 0;
    double[] best = new double[(spec.lookback() + 1) * spec.horizon()];
    double lowest = Double.POSITIVE_INFINITY;
    double chosen = spec.penalties().get(spec.penalties().size() / 2);
    for (double penalty : chooses ? spec.penalties() : List.<Double>of()) {
      checkpoint.run();
      double[] coefficients = early.solve(penalty);
      double error = late.error(coefficients);
      if (error < lowest) {
        lowest = error;
        chosen = penalty;
        best = coefficients;
      } else if (error > 1.02 * lowest) {
        break;
      }
    }
    if (chooses && !spec.refits()) return ridge(spec, best, chosen, lowest, early.rows());
    for (double[] values : series) {
      int start = values.length - spec.holdOut();
      add(values, early, origin -> origin < start && origin + spec.horizon() > start);
    }
    early.add(late);
    if (early.rows() > 0) best = early.solve(chosen);
    return ridge(spec, best, chosen, chooses ? lowest : Double.NaN, early.rows());
  }

  /// Adds the windows of a series whose origins belong to a part.
  private void add(double[] values, NormalEquations sums, IntPredicate part) {
    checkpoint.run();
    PastValues past = new PastValues(values);
    int last = values.length - spec.horizon();
    if (last <= past.first()) return;
    Gapless truth = null;
    for (int origin = Math.min(past.first() + spec.lookback(), last); origin <= last; origin++) {
      if (!part.test(origin) || !selected() || !known(values, origin)) continue;
      if (truth == null) truth = Gapless.filled(values, 1);
      add(past, truth, origin, sums);
    }
  }

  private boolean selected() {
    double place = GOLDEN * ++seen;
    return place - Math.floor(place) < share;
  }

  private boolean known(double[] values, int origin) {
    int known = 0;
    for (int h = 0; h < spec.horizon(); h++) if (Double.isFinite(values[origin + h])) known++;
    return 2 * known >= spec.horizon();
  }

  private void add(PastValues past, Gapless truth, int origin, NormalEquations sums) {
    double level = shape.inputs(past, origin, sums.nextInputs(), sums.nextInput());
    if (level == 0) return;
    double[] outputs = sums.nextOutputs();
    int at = sums.nextOutput();
    for (int h = 0; h < spec.horizon(); h++) {
      double value = Math.scalb(truth.values()[origin + h - past.first()], truth.exponent());
      outputs[at + h] = (value - past.base(origin, h, spec.season())) / level;
    }
    if (!spec.intercept()) sums.nextInputs()[sums.nextInput() + spec.lookback()] = 0;
    sums.add();
    if (sums.rows() % ROWS_BETWEEN_CHECKS == 0) checkpoint.run();
  }
}
