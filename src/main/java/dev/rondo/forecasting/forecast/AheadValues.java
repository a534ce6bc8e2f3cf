package dev.rondo.forecasting.forecast;

import dev.rondo.forecasting.series.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The values of covariates in the steps that are forecast.
public final class AheadValues {
  private static final int MOST_TIMES = 10;

  private AheadValues() {}

  /// What takes the place of a missing value.
  public enum Fill {
    /// The last known value before it.
    LAST,
    /// The mean of the known values of the column.
    MEAN
  }

  /// A history in which some values of a column are others.
  ///
  /// @param values of the steps from the end of the history on; NaN keeps the present value
  public static History with(History history, int column, double[] values) {
    double[] longer = extended(history, column, values.length);
    for (int h = 0; h < values.length; h++)
      if (!Double.isNaN(values[h])) longer[history.steps() + h] = values[h];
    return replaced(history, column, longer);
  }

  /// A history in which no value of a column is missing in the horizon, unless the column has no value at all.
  public static History filled(History history, int column, int horizon, Fill fill) {
    double[] values = extended(history, column, horizon);
    int end = history.steps() + horizon;
    double mean = Arrays.stream(values).filter(Double::isFinite).average().orElse(Double.NaN);
    double last = Double.NaN;
    for (int t = 0; t < end; t++) {
      if (!Double.isNaN(values[t])) last = values[t];
      else if (t >= history.steps()) values[t] = fill == Fill.LAST ? last : mean;
    }
    return replaced(history, column, values);
  }

  /// Number of missing values of a column in the horizon.
  public static int missing(History history, int column, int horizon) {
    int missing = 0;
    for (int h = 0; h < horizon; h++) if (isMissing(history, column, h)) missing++;
    return missing;
  }

  /// Number of missing values of a column in the last steps of the history itself.
  public static int missingBefore(History history, int column, int steps) {
    int missing = 0;
    for (int h = -Math.min(steps, history.steps()); h < 0; h++)
      if (isMissing(history, column, h)) missing++;
    return missing;
  }

  /// The steps whose values are missing, as the end of a sentence that begins with the column; empty if none is.
  ///
  /// @param timeline null if the times are unknown; then steps are counted from 1 for the first step that is forecast
  static Optional<String> gap(
      History history, int column, int horizon, @Nullable Timeline timeline) {
    int missing = missing(history, column, horizon);
    if (missing == 0) return Optional.empty();
    List<String> times = new ArrayList<>();
    for (int h = 0; h < horizon && times.size() < MOST_TIMES; h++)
      if (isMissing(history, column, h))
        times.add(
            timeline == null ? Integer.toString(h + 1) : timeline.text((long) history.steps() + h));
    String more = missing > MOST_TIMES ? " and %d more".formatted(missing - MOST_TIMES) : "";
    return Optional.of(
        "%s %s%s"
            .formatted(timeline == null ? "in the steps" : "at", String.join(", ", times), more));
  }

  private static boolean isMissing(History history, int column, int h) {
    double[] values = history.values()[column];
    int step = history.steps() + h;
    return step >= values.length || Double.isNaN(values[step]);
  }

  private static double[] extended(History history, int column, int steps) {
    double[] values = history.values()[column];
    int end = Math.max(values.length, history.steps() + steps);
    double[] longer = Arrays.copyOf(values, end);
    Arrays.fill(longer, values.length, end, Double.NaN);
    return longer;
  }

  private static History replaced(History history, int column, double[] values) {
    double[][] all = history.values().clone();
    all[column] = values;
    return new History(
        history.seriesId(),
        history.start(),
        all,
        history.steps(),
        history.statics(),
        history.frequency());
  }
}
