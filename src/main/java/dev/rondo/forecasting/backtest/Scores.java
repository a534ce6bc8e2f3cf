package dev.rondo.forecasting.backtest;

import dev.rondo.forecasting.evaluation.IntervalErrors;
import dev.rondo.forecasting.evaluation.NaiveErrors;
import dev.rondo.forecasting.evaluation.PointErrors;
import dev.rondo.forecasting.evaluation.QuantileErrors;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// Sums of errors, from which the measures of a series, of a step or of everything follow.
final class Scores {
  private static final int COUNT = 0;
  private static final int ABSOLUTE = 1;
  private static final int SQUARE = 2;
  private static final int PERCENTAGE = 3;
  private static final int SCALED_COUNT = 4;
  private static final int SCALED = 5;
  private static final int SCALED_SQUARE = 6;
  private static final int QUANTILE_COUNT = 7;
  private static final int PINBALL = 8;
  private static final int SIZE = 9;
  private static final int POINT_SUMS = 10;

  // Of each level.
  private static final int INSIDE = 0;
  private static final int WIDTH = 1;
  private static final int SCALED_SCORE = 2;
  private static final int SCALED_SCORE_COUNT = 3;
  private static final int LEVEL_SUMS = 4;

  private final List<Double> levels;
  private final double[] sums;

  Scores(List<Double> levels) {
    this.levels = levels;
    this.sums = new double[sums(levels.size())];
  }

  private static int sums(int levels) {
    return POINT_SUMS + LEVEL_SUMS * levels;
  }

  static long bytes(int levels) {
    return 64 + 8L * sums(levels);
  }

  /// Adds one step of a forecast, unless nothing was observed there.
  ///
  /// @param history errors of the seasonal naive forecast before the origin
  void add(OriginForecast forecast, int h, NaiveErrors history) {
    double truth = forecast.actual()[h];
    if (Double.isNaN(truth)) return;
    double error = Math.abs(truth - forecast.point()[h]);
    double scale = history.meanAbsolute();
    boolean scaled = !Double.isNaN(scale);
    sums[COUNT]++;
    sums[ABSOLUTE] += error;
    sums[SQUARE] += error * error;
    sums[PERCENTAGE] += PointErrors.percentage(truth, forecast.point()[h]);
    if (scaled) {
      sums[SCALED_COUNT]++;
      sums[SCALED] += error / scale;
      sums[SCALED_SQUARE] += error * error / history.meanSquare();
    }
    double[][] deciles = forecast.deciles();
    double[][][] bounds = forecast.bounds();
    if (deciles == null || bounds == null) return;
    sums[QUANTILE_COUNT]++;
    sums[SIZE] += Math.abs(truth);
    double pinball = 0;
    for (int q = 0; q < deciles.length; q++)
      pinball += QuantileErrors.pinball((q + 1) / 10.0, truth, deciles[q][h]);
    sums[PINBALL] += pinball / deciles.length;
    for (int l = 0; l < bounds.length; l++) {
      double lower = bounds[l][0][h];
      double upper = bounds[l][1][h];
      int at = POINT_SUMS + LEVEL_SUMS * l;
      if (truth >= lower && truth <= upper) sums[at + INSIDE]++;
      sums[at + WIDTH] += upper - lower;
      if (!scaled) continue;
      sums[at + SCALED_SCORE_COUNT]++;
      sums[at + SCALED_SCORE] += IntervalErrors.score(levels.get(l), truth, lower, upper) / scale;
    }
  }

  void add(Scores other) {
    for (int i = 0; i < sums.length; i++) sums[i] += other.sums[i];
  }

  /// Adds other sums and sets them to 0.
  void take(Scores other) {
    add(other);
    Arrays.fill(other.sums, 0);
  }

  void write(DataOutputStream out) throws IOException {
    for (double sum : sums) out.writeDouble(sum);
  }

  void read(DataInputStream in) throws IOException {
    for (int i = 0; i < sums.length; i++) sums[i] = in.readDouble();
  }

  boolean isEmpty() {
    return sums[COUNT] == 0;
  }

  /// The measures, without OWA.
  ErrorMeasures measures() {
    double pinball = sums[PINBALL] / sums[QUANTILE_COUNT];
    ErrorMeasures.Interval[] intervals = new ErrorMeasures.Interval[levels.size()];
    for (int l = 0; l < intervals.length; l++) {
      int at = POINT_SUMS + LEVEL_SUMS * l;
      intervals[l] =
          new ErrorMeasures.Interval(
              levels.get(l),
              sums[at + INSIDE] / sums[QUANTILE_COUNT],
              sums[at + WIDTH] / sums[QUANTILE_COUNT],
              sums[at + SCALED_SCORE] / sums[at + SCALED_SCORE_COUNT]);
    }
    return new ErrorMeasures(
        (long) sums[COUNT],
        sums[ABSOLUTE] / sums[COUNT],
        Math.sqrt(sums[SQUARE] / sums[COUNT]),
        sums[PERCENTAGE] / sums[COUNT],
        sums[SCALED] / sums[SCALED_COUNT],
        Math.sqrt(sums[SCALED_SQUARE] / sums[SCALED_COUNT]),
        Double.NaN,
        pinball,
        2 * sums[PINBALL] / sums[SIZE],
        2 * pinball,
        List.of(intervals));
  }
}
