package dev.rondo.forecasting.covariate;

import dev.rondo.forecasting.series.Timeline;
import org.jspecify.annotations.Nullable;

/// What is known of a series at every step, also after its last observed target.
///
/// @param columns covariates known ahead, `[columns][steps]`, with the step numbers of the targets; columns may be longer than they.
///   NaN is missing; neither copied nor changed
/// @param timeline times of the steps; null if they have none
@SuppressWarnings("ArrayRecordComponent")
public record Ahead(double[][] columns, @Nullable Timeline timeline) {
  /// The value of a column; NaN if it is missing or the step is outside.
  public double value(int column, int step) {
    double[] values = columns[column];
    return step >= 0 && step < values.length ? values[step] : Double.NaN;
  }

  /// The mean of the known values of a column in the last steps up to one; NaN if there is none.
  double mean(int column, int step, int steps) {
    if (steps == 1) return value(column, step);
    double sum = 0;
    int known = 0;
    for (int t = step - steps + 1; t <= step; t++) {
      double value = value(column, t);
      if (Double.isNaN(value)) continue;
      sum += value;
      known++;
    }
    return known == 0 ? Double.NaN : sum / known;
  }
}
