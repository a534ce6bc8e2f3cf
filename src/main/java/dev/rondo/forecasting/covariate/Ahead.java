package dev.rondo.forecasting.covariate;

import dev.rondo.forecasting.holiday.PublicHolidays;
import dev.rondo.forecasting.series.Timeline;
import org.jspecify.annotations.Nullable;

/// What is known of a series beside a target, also after its last observed value.
///
/// @param columns covariates known ahead, `[columns][steps]`; they may be longer than the targets. NaN is missing; neither copied nor
///   changed
/// @param timeline times of the steps; null if they have none
/// @param holidays one more column, behind the others; null if there is none
/// @param beside what is known up to the start of a forecast
/// @param first place of step 0 in the columns
@SuppressWarnings("ArrayRecordComponent")
public record Ahead(
    double[][] columns,
    @Nullable Timeline timeline,
    @Nullable PublicHolidays holidays,
    Beside beside,
    int first) {
  /// Numbers of columns that are not known ahead begin here where both kinds have numbers.
  public static final int PAST = 1_000_000;

  /// With the step numbers of the targets, and nothing that is not known ahead.
  public Ahead(double[][] columns, @Nullable Timeline timeline, @Nullable PublicHolidays holidays) {
    this(columns, timeline, holidays, Beside.NOTHING, 0);
  }

  /// The value of a column; NaN if it is missing or the step is outside.
  public double value(int column, int step) {
    if (column == columns.length && holidays != null)
      return timeline == null ? Double.NaN : holidays.value(timeline, step);
    return value(columns[column], step);
  }

  /// The value of a column that is not known ahead; NaN if it is missing or the step is outside.
  ///
  /// @param step before the start of a forecast
  public double past(int column, int step) {
    return value(beside.past()[column], step);
  }

  private double value(double[] values, int step) {
    int place = first + step;
    return place >= 0 && place < values.length ? values[place] : Double.NaN;
  }

  /// The same, in which a step has the number 0.
  public Ahead from(int step) {
    Timeline later =
        timeline == null ? null : new Timeline(timeline.axis(), timeline.position(step));
    return new Ahead(columns, later, holidays, beside, first + step);
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
