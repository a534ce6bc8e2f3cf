package dev.rondo.forecasting.auto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Quantiles of held-out errors, each divided by the spread that its forecast expected: split conformal prediction with locally
/// scaled scores (Lei et al. 2018, section 5.2), separately for errors above and below the forecast.
///
/// The steps of the horizon fall into buckets 1, 2-3, 4-7, 8-15 and so on; buckets with few errors join the next. A last table is
/// that of the sum over the horizon.
///
/// @param last last step of each bucket, from 1
/// @param counts number of errors of each table: of the buckets, then of the sum
/// @param tables `[buckets + 1][errors kept]`, ascending ratios; see [#ranks]
/// @param paths `[paths][horizon]`, ratios of whole forecasts, for sample paths that keep how errors follow each other
@SuppressWarnings("ArrayRecordComponent")
record ErrorRatios(int[] last, int[] counts, float[][] tables, float[][] paths) {
  private static final int FEW = 60;
  private static final int MOST_PATHS = 256;

  /// Ratios above count as this in the mean size.
  private static final double CUT = 4;

  /// Largest ratio that is kept, so that bounds stay finite.
  private static final double LARGEST = 1e6;

  /// Largest number of errors of which all are kept.
  static final int ALL_KEPT = 400;

  /// Collects the errors of held-out forecasts.
  static final class Collector {
    private final int horizon;
    private final List<float[]> rows = new ArrayList<>();
    private final List<Float> sums = new ArrayList<>();

    Collector(int horizon) {
      this.horizon = horizon;
    }

    /// @param spread `[horizon]` expected sizes of errors
    void add(double[] truth, double[] forecast, ErrorSpread spread) {
      float[] row = new float[horizon];
      double error = 0;
      double above = 0;
      double below = 0;
      boolean complete = true;
      for (int h = 0; h < horizon; h++) {
        double e = truth[h] - forecast[h];
        row[h] = ratio(e, spread.above()[h], spread.below()[h]);
        error += e;
        above += spread.above()[h];
        below += spread.below()[h];
        complete &= !Double.isNaN(e);
      }
      rows.add(row);
      float sum = ratio(error, above, below);
      if (complete && !Float.isNaN(sum)) sums.add(sum);
    }

    private static float ratio(double error, double above, double below) {
      double size = error >= 0 ? above : below;
      if (Double.isNaN(error) || !(size > 0)) return Float.NaN;
      return (float) Math.clamp(error / size, -LARGEST, LARGEST);
    }

    /// Mean absolute ratio, with large ones cut, divided by that of errors of the expected size; 1 if there are none.
    double size() {
      double sum = 0;
      long count = 0;
      for (float[] row : rows)
        for (float ratio : row) {
          if (Float.isNaN(ratio)) continue;
          sum += Math.min(Math.abs(ratio), CUT);
          count++;
        }
      return sum == 0 ? 1 : sum / count * Normal.QUANTILE_90 / Math.sqrt(2 / Math.PI);
    }

    /// @param trust share of the collected ratios, from 0 to 1; the rest is that of a normal distribution whose 10 % and 90 %
    ///   quantiles are the spreads
    ErrorRatios ratios(double trust) {
      List<float[]> buckets = new ArrayList<>();
      List<Integer> last = new ArrayList<>();
      List<Float> open = new ArrayList<>();
      for (int h = 0; h < horizon; h++) {
        for (float[] row : rows) if (!Float.isNaN(row[h])) open.add(row[h]);
        boolean ends = h + 1 == horizon || Integer.bitCount(h + 2) == 1;
        boolean enough = open.size() >= FEW || (h + 1 == horizon && buckets.isEmpty());
        if (!ends) continue;
        if (enough) {
          buckets.add(sorted(open));
          last.add(h + 1);
          open.clear();
        } else if (h + 1 == horizon) {
          // The last steps join the bucket before.
          for (float ratio : buckets.removeLast()) open.add(ratio);
          buckets.add(sorted(open));
          last.set(last.size() - 1, horizon);
        }
      }
      int[] lasts = last.stream().mapToInt(Integer::intValue).toArray();
      float[][] paths = paths();
      if (trust < 1) {
        trust(trust, buckets, lasts, paths);
        buckets.replaceAll(bucket -> trusted(trust, bucket));
      }
      buckets.add(sorted(sums));
      int[] counts = buckets.stream().mapToInt(bucket -> bucket.length).toArray();
      float[][] tables = buckets.stream().map(Collector::kept).toArray(float[][]::new);
      return new ErrorRatios(lasts, counts, tables, paths);
    }

    private static float[] trusted(double trust, float[] bucket) {
      float[] trusted = new float[bucket.length];
      for (int i = 0; i < trusted.length; i++)
        trusted[i] = trusted(trust, bucket[i], i, bucket.length);
      return trusted;
    }

    private static float trusted(double trust, float ratio, int place, int count) {
      return (float) (trust * ratio + (1 - trust) * Normal.ratio((place + 0.5) / count));
    }

    /// Moves the steps of whole forecasts as the ratios of their buckets.
    private static void trust(double trust, List<float[]> buckets, int[] lasts, float[][] paths) {
      for (float[] path : paths) {
        int bucket = 0;
        for (int h = 0; h < path.length; h++) {
          if (h == lasts[bucket]) bucket++;
          float[] sorted = buckets.get(bucket);
          int place = Arrays.binarySearch(sorted, path[h]);
          path[h] = trusted(trust, path[h], place, sorted.length);
        }
      }
    }

    private static float[] sorted(List<Float> values) {
      float[] sorted = new float[values.size()];
      for (int i = 0; i < sorted.length; i++) sorted[i] = values.get(i);
      Arrays.sort(sorted);
      return sorted;
    }

    private static float[] kept(float[] sorted) {
      int[] ranks = ranks(sorted.length);
      float[] kept = new float[ranks.length];
      for (int i = 0; i < kept.length; i++) kept[i] = sorted[ranks[i] - 1];
      return kept;
    }

    private float[][] paths() {
      List<float[]> complete = new ArrayList<>();
      for (float[] row : rows) {
        boolean known = true;
        for (float ratio : row) known &= !Float.isNaN(ratio);
        if (known) complete.add(row);
      }
      int count = Math.min(MOST_PATHS, complete.size());
      float[][] paths = new float[count][];
      for (int i = 0; i < count; i++)
        paths[i] = complete.get((int) ((long) i * complete.size() / count)).clone();
      return paths;
    }
  }

  /// The ranks that are kept of n ascending errors, from 1: all of few; of many, those of the levels 0.25, 0.5, ... 99.75 %, the
  /// first and the last.
  static int[] ranks(int n) {
    if (n <= ALL_KEPT) return IntStream.rangeClosed(1, n).toArray();
    int[] ranks = new int[ALL_KEPT + 1];
    for (int i = 0; i <= ALL_KEPT; i++) ranks[i] = rank(n, i / (double) ALL_KEPT);
    return ranks;
  }

  /// The rank that bounds the lower or upper tail at a level with at least the nominal probability, between 1 and n.
  private static int rank(int n, double level) {
    double exact = (n + 1) * level;
    long rank = level < 0.5 ? (long) Math.floor(exact + 1e-9) : (long) Math.ceil(exact - 1e-9);
    return (int) Math.clamp(rank, 1, n);
  }

  /// Whether there are no errors.
  boolean isEmpty() {
    return counts[0] == 0;
  }

  int horizon() {
    return last[last.length - 1];
  }

  /// Table of a step of the horizon, from 0; steps beyond the horizon use the last bucket.
  int table(int step) {
    int bucket = 0;
    while (bucket < last.length - 1 && step >= last[bucket]) bucket++;
    return bucket;
  }

  /// Table of the sum over the horizon.
  int sum() {
    return tables.length - 1;
  }

  /// The share of the errors outside of two levels; NaN if there are none.
  double outside(int table, double lower, double upper) {
    if (counts[table] == 0) return Double.NaN;
    double low = at(table, lower);
    double high = at(table, upper);
    int outside = 0;
    for (float ratio : tables[table]) if (ratio < low || ratio > high) outside++;
    return (double) outside / tables[table].length;
  }

  /// The ratio at a level in (0, 1); the outermost one if there are too few errors, 0 if there are none.
  double at(int table, double level) {
    int n = counts[table];
    if (n == 0) return 0;
    int rank = rank(n, level);
    float[] kept = tables[table];
    if (n <= ALL_KEPT) return kept[rank - 1];
    int place =
        level < 0.5
            ? (int) Math.floor(level * ALL_KEPT + 1e-9)
            : (int) Math.ceil(level * ALL_KEPT - 1e-9);
    return kept[place];
  }
}
