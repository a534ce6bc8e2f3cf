package dev.rondo.forecasting.hierarchy;

import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.ForecastOptions;
import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.forecast.Turns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Repeats a forecast from some origins in the past and compares it with what came.
final class RollingForecasts {
  /// Forecasts of rows from all origins together, which bounds the time.
  static final int MOST_FORECASTS = 12_000;

  private static final int MOST_ORIGINS = 24;

  /// Errors of a row that are kept.
  static final int MOST_ERRORS = 120;

  private RollingForecasts() {}

  /// Number of origins for so many rows, if the histories are long enough.
  static int origins(int rows) {
    return Math.min(MOST_ORIGINS, MOST_FORECASTS / rows);
  }

  /// Number of errors of a row.
  static int errors(int rows, int horizon) {
    int origins = Math.max(1, origins(rows));
    return origins * steps(origins, horizon);
  }

  private static int steps(int origins, int horizon) {
    return Math.clamp(MOST_ERRORS / origins, 1, horizon);
  }

  /// The errors of each target; those of no origin if the histories are too short.
  ///
  /// @param rows histories that end with the same step
  /// @param filled number of last steps that are no truth, because some of their values are forecasts
  /// @param turns in which forecasts are made
  static List<OriginErrors> of(
      ServedModel model, List<History> rows, int horizon, int filled, Turns turns) {
    int targets = model.model().description().targets();
    int longest = rows.stream().mapToInt(History::steps).max().orElse(0);
    int room = longest - filled - horizon - least(model, longest);
    int wanted = origins(rows.size());
    if (room < 0 || wanted == 0) return empty(targets);
    int stride = Math.clamp(room / wanted, 1, horizon);
    int origins = Math.min(wanted, room / stride + 1);
    int[] steps = chosen(steps(origins, horizon), horizon);
    double[][][] errors = new double[targets][origins * steps.length][rows.size()];
    for (double[][] target : errors) for (double[] row : target) Arrays.fill(row, Double.NaN);
    for (int origin = 0; origin < origins; origin++)
      add(
          errors,
          origin * steps.length,
          model,
          rows,
          filled + horizon + origin * stride,
          horizon,
          steps,
          turns);
    List<OriginErrors> all = new ArrayList<>(targets);
    for (double[][] target : errors) all.add(new OriginErrors(target, origins));
    return all;
  }

  private static List<OriginErrors> empty(int targets) {
    List<OriginErrors> all = new ArrayList<>(targets);
    for (int f = 0; f < targets; f++) all.add(new OriginErrors(new double[0][], 0));
    return all;
  }

  /// Steps that a history needs before an origin.
  private static int least(ServedModel model, int steps) {
    return Math.max(2, Math.min(model.lookback(), steps / 2));
  }

  /// Evenly spread steps of the horizon, from 0, with the last one.
  private static int[] chosen(int count, int horizon) {
    int[] steps = new int[count];
    for (int i = 0; i < count; i++) steps[i] = (i + 1) * horizon / count - 1;
    return steps;
  }

  /// Adds the errors from an origin.
  ///
  /// @param before steps between the origin and the end
  private static void add(
      double[][][] errors,
      int at,
      ServedModel model,
      List<History> rows,
      int before,
      int horizon,
      int[] steps,
      Turns turns) {
    List<History> pasts = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      History row = rows.get(i);
      int origin = row.steps() - before;
      if (origin < least(model, row.steps())) continue;
      History past = row.upTo(origin);
      if (model.obstacle(past, horizon).isPresent()) continue;
      pasts.add(past);
      places.add(i);
    }
    if (pasts.isEmpty()) return;
    List<Forecast> made =
        turns.take(
            "past",
            pasts.size(),
            () -> model.forecast(pasts, ForecastOptions.of(horizon, List.of())));
    for (int p = 0; p < pasts.size(); p++) {
      History row = rows.get(places.get(p));
      for (int f = 0; f < errors.length; f++) {
        double[] median = made.get(p * errors.length + f).mean();
        for (int s = 0; s < steps.length; s++) {
          double value = row.values()[f][pasts.get(p).steps() + steps[s]];
          double error = value - median[steps[s]];
          if (Double.isFinite(error)) errors[f][at + s][places.get(p)] = error;
        }
      }
    }
  }
}
