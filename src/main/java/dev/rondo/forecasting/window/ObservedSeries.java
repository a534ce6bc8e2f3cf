package dev.rondo.forecasting.window;

import dev.rondo.forecasting.scaling.RunningMoments;
import dev.rondo.forecasting.scaling.Scale;
import dev.rondo.forecasting.scaling.Scaler;
import dev.rondo.forecasting.scaling.Scaling;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.series.StaticValues;
import dev.rondo.forecasting.series.Timeline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One series as forecasters read it: raw values in double, which of them are missing, and their replacements; values known
/// ahead, static values, and the times of the steps.
///
/// The last observed value replaces a missing one. Values are filled forward only, so no value depends on later ones. A series
/// starts at its first step with an observed target; windows contain no earlier steps.
///
/// Several threads may use it as long as nothing is appended.
public final class ObservedSeries {
  private final String id;
  private final Parts parts;
  private final int targets;
  private final StaticValues statics;
  private final @Nullable Timeline timeline;
  private final double[][] raw; // [columns][steps and room]; NaN is missing
  private final @Nullable Filled[] filled; // [columns], made when first read
  private final @Nullable RunningMoments[] moments; // [targets], made when first read
  private final boolean[] gaps; // [columns]: whether a value is missing after an observed one
  private final int first;
  private final boolean complete;
  private int steps;

  /// A final field, so that every thread sees the complete values.
  @SuppressWarnings("ArrayRecordComponent")
  private record Filled(double[] values) {}

  private ObservedSeries(
      String id,
      @Nullable Long start,
      double[][] raw,
      int steps,
      StaticValues statics,
      Parts parts) {
    this.id = id;
    this.parts = parts;
    this.targets = parts.targets();
    this.statics = statics;
    this.timeline = start == null ? null : new Timeline(parts.axis(), start);
    this.raw = raw;
    this.steps = steps;
    this.filled = new Filled[raw.length];
    this.moments = new RunningMoments[targets];
    this.gaps = new boolean[raw.length];
    int begin = steps;
    int latest = 0;
    boolean gap = false;
    for (int c = 0; c < raw.length; c++) {
      int known = firstKnown(raw[c], steps);
      gaps[c] = hasGap(raw[c], known, steps);
      if (c >= targets) continue;
      begin = Math.min(begin, known);
      latest = Math.max(latest, known);
      gap |= gaps[c];
    }
    this.first = begin;
    this.complete = !gap && latest == begin;
  }

  /// A view of a series' arrays.
  public static ObservedSeries of(Series series, Parts parts) {
    return new ObservedSeries(
        series.id(), series.start(), series.values(), series.steps(), series.statics(), parts);
  }

  /// A view of the first steps of a series, or a copy of them if there is to be room. Columns known ahead keep their later values.
  ///
  /// @param start position of the first step; null if it is unknown
  /// @param values `[columns][steps or more]`; NaN is missing
  /// @param room steps that may be appended; 0 if there are columns known ahead
  public static ObservedSeries of(
      String id,
      @Nullable Long start,
      double[][] values,
      int steps,
      StaticValues statics,
      Parts parts,
      int room) {
    if (room == 0) return new ObservedSeries(id, start, values, steps, statics, parts);
    double[][] raw = new double[values.length][];
    for (int c = 0; c < raw.length; c++) {
      raw[c] = new double[steps + room];
      System.arraycopy(values[c], 0, raw[c], 0, steps);
    }
    return new ObservedSeries(id, start, raw, steps, statics, parts);
  }

  private static int firstKnown(double[] column, int steps) {
    int t = 0;
    while (t < steps && Double.isNaN(column[t])) t++;
    return t;
  }

  private static boolean hasGap(double[] column, int known, int steps) {
    for (int t = known; t < steps; t++) if (Double.isNaN(column[t])) return true;
    return false;
  }

  public int steps() {
    return steps;
  }

  public int columns() {
    return raw.length;
  }

  public int targets() {
    return targets;
  }

  /// Which columns belong to which part, and the time axis.
  public Parts parts() {
    return parts;
  }

  StaticValues statics() {
    return statics;
  }

  @Nullable Timeline timeline() {
    return timeline;
  }

  /// Value of a column known ahead, at any step from 0 on; NaN if it is missing.
  double ahead(int column, int step) {
    if (!parts.ahead().contains(column))
      throw new IllegalArgumentException("column " + column + " is not known ahead");
    return step < raw[column].length ? raw[column][step] : Double.NaN;
  }

  /// First step with an observed target; the number of steps when there is none.
  public int first() {
    return first;
  }

  public boolean observed(int column, int step) {
    return !Double.isNaN(raw[column][step]);
  }

  /// NaN where the value is missing.
  double raw(int column, int step) {
    return raw[column][step];
  }

  /// Throws [IllegalArgumentException] if a scaled value does not fit a float.
  ///
  /// @param columns columns of the series
  public void check(Scaling scaling, List<Column> columns) {
    for (int c = 0; c < raw.length; c++) {
      if (!scaling.isShared(c, targets)) continue;
      Scale scale = scaling.columns().get(c);
      for (int t = 0; t < steps; t++) {
        double value = raw[c][t];
        if (!Float.isFinite((float) scale.apply(value)) && !Double.isNaN(value)) {
          throw new IllegalArgumentException(
              "column '%s' of series '%s' holds %s, which is too large for this scaler"
                  .formatted(columns.get(c).name(), id, value));
        }
      }
    }
  }

  /// The value of a step; if it is missing, the last observed one before it; 0 if nothing was observed before.
  public double value(int column, int step) {
    double value = filled(column)[step];
    return Double.isNaN(value) ? 0 : value;
  }

  /// `[steps and room]`; missing values are filled forward, NaN before the first observed one. Callers must not change it.
  double[] filled(int column) {
    Filled made = filled[column];
    if (made == null) filled[column] = made = new Filled(fill(column));
    return made.values;
  }

  private double[] fill(int column) {
    if (!gaps[column]) return raw[column];
    double[] values = raw[column].clone();
    for (int t = 1; t < steps; t++) if (Double.isNaN(values[t])) values[t] = values[t - 1];
    return values;
  }

  /// Statistics of a target before any step.
  RunningMoments moments(int target) {
    RunningMoments made = moments[target];
    if (made == null) moments[target] = made = new RunningMoments(raw[target], steps);
    return made;
  }

  /// Whether all targets are observed at every step from the first on.
  boolean complete() {
    return complete;
  }

  /// Appends a step of all columns as if it had been observed. Only for a series that was created with room.
  public void append(double[] row) {
    for (int c = 0; c < raw.length; c++) {
      filled(c)[steps] = row[c];
      raw[c][steps] = row[c];
    }
    steps++;
    for (RunningMoments each : moments) if (each != null) each.extend(steps);
  }

  /// Bytes in addition to the values of the series: copies of the columns with gaps, and statistics of the targets if the scaler
  /// needs them.
  long bytes(Scaler scaler) {
    long bytes = scaler instanceof Scaler.Relative ? targets * RunningMoments.bytes(steps) : 0;
    for (int c = 0; c < raw.length; c++) {
      if (gaps[c]) bytes += (long) Double.BYTES * raw[c].length;
    }
    return bytes;
  }
}
