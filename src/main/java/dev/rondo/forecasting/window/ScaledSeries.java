package dev.rondo.forecasting.window;

import dev.rondo.forecasting.scaling.Moments;
import dev.rondo.forecasting.scaling.Scale;
import dev.rondo.forecasting.scaling.Scaler;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// All series of a dataset on the network's scale, in one array and without holes: a missing value is the last observed one
/// before it, or 0 before the first. Values are filled forward only, so no value knows what comes after it.
///
/// A series begins at its first step with an observed target; what lies before is never part of a window.
public final class ScaledSeries {
  final List<Scale> scales;
  final int columns;
  final int targets;
  final float[] values; // [all steps, columns]
  private final int[] offsets; // [series + 1]: first of a series' steps among all steps
  private final int[] first; // [series]
  private final BitSet missing; // [all steps, targets]

  private ScaledSeries(Dataset dataset, List<Scale> scales) {
    this.scales = List.copyOf(scales);
    this.columns = dataset.columns().size();
    this.targets = dataset.targets();
    int n = dataset.series().size();
    this.offsets = new int[n + 1];
    long steps = 0;
    for (int i = 0; i < n; i++) {
      steps += dataset.series().get(i).steps();
      if (steps * columns > Integer.MAX_VALUE - 64) {
        throw new IllegalArgumentException(
            "the dataset has more than %d values".formatted(Integer.MAX_VALUE - 64));
      }
      offsets[i + 1] = (int) steps;
    }
    this.values = new float[(int) steps * columns];
    this.first = new int[n];
    this.missing = new BitSet();
    for (int i = 0; i < n; i++) first[i] = add(dataset.series().get(i), offsets[i]);
  }

  /// Throws [IllegalArgumentException] where a scaled value does not fit a float, naming its series and column.
  public static ScaledSeries of(Dataset dataset, List<Scale> scales) {
    return new ScaledSeries(dataset, scales);
  }

  /// One scale for each column, fitted on the training part of all series together.
  public static List<Scale> scales(Dataset dataset, Segments segments, Scaler scaler) {
    List<Scale> scales = new ArrayList<>();
    for (int c = 0; c < dataset.columns().size(); c++) {
      Moments moments = new Moments();
      for (int i = 0; i < dataset.series().size(); i++) {
        int from = segments.from(Segments.Part.TRAINING, i);
        int to = segments.to(Segments.Part.TRAINING, i);
        moments.add(dataset.series().get(i).values()[c], from, to);
      }
      scales.add(scaler.fit(moments));
    }
    return scales;
  }

  private int add(Series series, int offset) {
    int steps = series.steps();
    int begin = steps;
    for (int c = 0; c < columns; c++) {
      double[] column = series.values()[c];
      Scale scale = scales.get(c);
      float last = 0;
      for (int t = 0; t < steps; t++) {
        if (Double.isNaN(column[t])) {
          if (c < targets) missing.set((offset + t) * targets + c);
        } else {
          last = (float) scale.apply(column[t]);
          if (!Float.isFinite(last)) {
            throw new IllegalArgumentException(
                "column %d of series '%s' holds %s, which is too large for this scaler"
                    .formatted(c, series.id(), column[t]));
          }
          if (c < targets) begin = Math.min(begin, t);
        }
        values[(offset + t) * columns + c] = last;
      }
    }
    return begin;
  }

  public int series() {
    return first.length;
  }

  public int steps(int series) {
    return offsets[series + 1] - offsets[series];
  }

  /// First step with an observed target; the number of steps when there is none.
  public int first(int series) {
    return first[series];
  }

  /// Where the columns of a step are in `values`.
  int at(int series, int step) {
    return (offsets[series] + step) * columns;
  }

  public boolean observed(int series, int target, int step) {
    return !missing.get((offsets[series] + step) * targets + target);
  }

  boolean complete() {
    return missing.isEmpty();
  }

  /// A value in the units of the data; the last observed one where it is missing.
  public double value(int series, int column, int step) {
    return scales.get(column).invert(values[at(series, step) + column]);
  }

  /// Bytes of the arrays.
  public long bytes() {
    return 4L * values.length + 4L * offsets.length + 4L * first.length + missing.size() / 8;
  }
}
