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
  private final FurtherInputs further;
  private final PooledRidge shape;
  private final double share;
  private final Runnable checkpoint;
  private long seen;

  private RidgeFit(RidgeSpec spec, FurtherInputs further, long windows, Runnable checkpoint) {
    this.spec = spec;
    this.further = further;
    this.checkpoint = checkpoint;
    this.shape = ridge(new double[0], 0, Double.NaN, new double[0], 0);
    this.share = windows == 0 ? 1 : (double) spec.windows() / windows;
  }

  private PooledRidge ridge(
      double[] coefficients, double penalty, double error, double[] errorsWithout, long windows) {
    return new PooledRidge(
        spec.lookback(),
        further.count(),
        spec.horizon(),
        spec.season(),
        spec.scaled(),
        coefficients,
        penalty,
        error,
        errorsWithout,
        windows);
  }

  /// @param series `[steps]` each, in the units of the data; NaN is missing; not modified
  public static PooledRidge fit(List<double[]> series, RidgeSpec spec) {
    return fit(series, FurtherInputs.NONE, spec, () -> {});
  }

  /// Largest number of bytes that a fit needs beside its series.
  ///
  /// @param further number of further inputs
  /// @param longest steps of the longest series
  public static long bytes(RidgeSpec spec, int further, int longest) {
    long inputs = spec.lookback() + further + 1L;
    // The sums of both parts and one system; the right sides, the coefficients and the best ones,
    // and one product.
    long numbers =
        (further == 0 ? 3 : 5) * inputs * inputs + (further == 0 ? 5 : 7) * inputs * spec.horizon();
    // A series filled in two ways, and its sums.
    long blocks = NormalEquations.blocks((int) inputs, spec.horizon());
    return (numbers + blocks + 4L * longest) * Double.BYTES;
  }

  /// @param checkpoint called after a moment of work at most; it may throw to end the fit
  public static PooledRidge fit(
      List<double[]> series, FurtherInputs further, RidgeSpec spec, Runnable checkpoint) {
    long windows = 0;
    for (double[] values : series)
      windows += Math.max(1, values.length - spec.lookback() - spec.horizon() + 1);
    return new RidgeFit(spec, further, windows, checkpoint).fit(series);
  }

  private PooledRidge fit(List<double[]> series) {
    int inputs = spec.lookback() + further.count() + 1;
    NormalEquations early = new NormalEquations(inputs, spec.horizon());
    NormalEquations late = new NormalEquations(inputs, spec.horizon());
    for (int number = 0; number < series.size(); number++) {
      double[] values = series.get(number);
      int start = values.length - spec.holdOut();
      add(number, values, early, origin -> origin + spec.horizon() <= start);
      add(number, values, late, origin -> origin >= start);
    }
    boolean chooses = early.rows() > 0 && late.rows() > 0;
    double[] best = new double[inputs * spec.horizon()];
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
    double[] without = chooses ? errorsWithout(early, late, chosen) : new double[0];
    if (chooses && !spec.refits()) return ridge(best, chosen, lowest, without, early.rows());
    for (int number = 0; number < series.size(); number++) {
      double[] values = series.get(number);
      int start = values.length - spec.holdOut();
      add(number, values, early, origin -> origin < start && origin + spec.horizon() > start);
    }
    early.add(late);
    if (early.rows() > 0) best = early.solve(chosen);
    return ridge(best, chosen, chooses ? lowest : Double.NaN, without, early.rows());
  }

  /// Mean squared errors of the hold-out without each column of the further inputs.
  private double[] errorsWithout(NormalEquations early, NormalEquations late, double penalty) {
    List<Integer> widths = further.widths();
    double[] errors = new double[widths.size()];
    int from = spec.lookback();
    for (int c = 0; c < errors.length; c++) {
      checkpoint.run();
      int to = from + widths.get(c);
      errors[c] = late.error(early.without(from, to).solve(penalty));
      from = to;
    }
    return errors;
  }

  /// Adds the windows of a series whose origins belong to a part.
  private void add(int series, double[] values, NormalEquations sums, IntPredicate part) {
    checkpoint.run();
    PastValues past = new PastValues(values);
    int last = values.length - spec.horizon();
    if (last <= past.first()) return;
    Gapless truth = null;
    for (int origin = Math.min(past.first() + spec.lookback(), last); origin <= last; origin++) {
      if (!part.test(origin) || !selected() || !known(values, origin)) continue;
      if (truth == null) truth = Gapless.filled(values, 1);
      add(series, past, truth, origin, sums);
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

  private void add(int series, PastValues past, Gapless truth, int origin, NormalEquations sums) {
    double level = shape.inputs(past, origin, sums.nextInputs(), sums.nextInput());
    if (level == 0) return;
    further.write(series, origin, sums.nextInputs(), sums.nextInput() + spec.lookback());
    double[] outputs = sums.nextOutputs();
    int at = sums.nextOutput();
    for (int h = 0; h < spec.horizon(); h++) {
      double value = Math.scalb(truth.values()[origin + h - past.first()], truth.exponent());
      outputs[at + h] = (value - past.base(origin, h, spec.season())) / level;
    }
    if (!spec.intercept())
      sums.nextInputs()[sums.nextInput() + spec.lookback() + further.count()] = 0;
    sums.add();
    if (sums.rows() % ROWS_BETWEEN_CHECKS == 0) checkpoint.run();
  }
}
