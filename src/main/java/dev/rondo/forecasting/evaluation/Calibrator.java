package dev.rondo.forecasting.evaluation;

import dev.rondo.forecasting.evaluation.Calibration.StepErrors;
import dev.rondo.forecasting.forecaster.Forecaster;
import dev.rondo.forecasting.window.Context;
import dev.rondo.forecasting.window.Observations;
import dev.rondo.forecasting.window.Segments;
import dev.rondo.forecasting.window.WindowLayout;
import dev.rondo.forecasting.window.Windows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Collects the absolute validation errors from which intervals are computed.
public final class Calibrator {
  private static final int MOST_ERRORS = 16_000_000;

  private static final List<Double> USUAL_LEVELS = List.of(50.0, 80.0, 90.0, 95.0);

  private Calibrator() {}

  /// If there are more windows, an even selection of them is used.
  public static Calibration calibrate(Forecaster model, Windows validation, Segments segments) {
    WindowLayout layout = validation.layout();
    int values = layout.horizon() * layout.targets();
    int every = every(layout, validation.size());
    int most = most(layout, validation.size());
    float[][] errors = new float[values][most]; // [horizon, targets][windows]
    int[] counts = new int[values];
    Observations data = validation.data();
    List<Spread> spreads = new ArrayList<>();
    for (int f = 0; f < layout.targets(); f++) spreads.add(spread(validation, segments, f, every));
    Evaluator.sweep(
        model,
        validation,
        (window, forecasts, at) -> {
          if (window % every != 0) return;
          int series = validation.series(window);
          Context context = validation.context(window);
          for (int f = 0; f < layout.targets(); f++) {
            double unit = spreads.get(f).at(context, f, layout.lookback());
            for (int i = f; i < values; i += layout.targets()) {
              int step = context.origin() + i / layout.targets();
              double error = Math.abs(data.value(series, f, step) - forecasts[at + i]) / unit;
              if (data.observed(series, f, step) && error <= Float.MAX_VALUE)
                errors[i][counts[i]++] = (float) error;
            }
          }
        });
    List<List<StepErrors>> byTarget = new ArrayList<>();
    for (int f = 0; f < layout.targets(); f++) {
      List<StepErrors> steps = new ArrayList<>();
      for (int h = 0; h < layout.horizon(); h++) {
        int i = h * layout.targets() + f;
        steps.add(stepErrors(errors[i], counts[i]));
      }
      byTarget.add(List.copyOf(steps));
    }
    return new Calibration(List.copyOf(byTarget), spreads);
  }

  /// Distance of the windows that are used.
  private static int every(WindowLayout layout, int windows) {
    int values = layout.horizon() * layout.targets();
    return Math.ceilDiv(windows, Math.max(1, MOST_ERRORS / values));
  }

  /// Number of windows that are used.
  private static int most(WindowLayout layout, int windows) {
    return windows == 0 ? 0 : Math.ceilDiv(windows, every(layout, windows));
  }

  /// Bytes of the errors and of the quantiles, which are boxed numbers in lists.
  static long bytes(WindowLayout layout, int windows) {
    long values = (long) layout.horizon() * layout.targets();
    int most = most(layout, windows);
    return values * (Float.BYTES * (long) most + 20L * Math.min(most, Calibration.MOST_KEPT));
  }

  private static StepErrors stepErrors(float[] errors, int count) {
    Arrays.sort(errors, 0, count);
    List<Double> kept = new ArrayList<>(Math.min(count, Calibration.MOST_KEPT));
    for (int rank : Calibration.ranks(count)) kept.add((double) errors[rank - 1]);
    return new StepErrors(count, List.copyOf(kept));
  }

  /// The unit of a target's errors: geometric means over the windows.
  private static Spread spread(Windows windows, Segments segments, int target, int every) {
    double ratios = 0;
    double sizes = 0;
    int count = 0;
    for (int w = 0; w < windows.size(); w += every) {
      int lookback = windows.layout().lookback();
      Spread.Changes changes = Spread.Changes.of(windows.context(w), target, lookback);
      double size = changes.sum() / changes.count();
      if (!(size > 0)) continue;
      sizes += Math.log(size);
      ratios += Math.log(size / changes.level());
      count++;
    }
    double ratio = count == 0 ? 0 : Math.exp(ratios / count);
    double typical = count == 0 ? 1 : Math.exp(sizes / count);
    return new Spread(ratio, typical, neverNegative(windows.data(), segments, target));
  }

  private static boolean neverNegative(Observations data, Segments segments, int target) {
    for (int s = 0; s < data.series(); s++) {
      int to = segments.to(Segments.Part.TRAINING, s);
      for (int t = segments.from(Segments.Part.TRAINING, s); t < to; t++)
        if (data.observed(s, target, t) && data.value(s, target, t) < 0) return false;
    }
    return true;
  }

  /// The share of test values inside their intervals, with the level of the intervals; levels with too few validation errors are
  /// left out.
  public static List<Evaluation.Coverage> coverage(
      Forecaster model, Windows test, Calibration calibration) {
    WindowLayout layout = test.layout();
    List<Double> levels =
        USUAL_LEVELS.stream()
            .filter(level ->
                calibration.errors().stream()
                    .flatMap(List::stream)
                    .allMatch(step -> step.gives(level)))
            .toList();
    List<Spread> spreads = calibration.spreads();
    if (test.size() == 0 || spreads == null) return List.of();
    long[] inside = new long[levels.size() + 1]; // the last element counts all values
    Evaluator.sweep(
        model,
        test,
        (window, forecasts, at) -> {
          Context context = test.context(window);
          for (int f = 0; f < layout.targets(); f++) {
            double unit = spreads.get(f).at(context, f, layout.lookback());
            for (int h = 0; h < layout.horizon(); h++) {
              if (!context.series().observed(f, context.origin() + h)) continue;
              double truth = context.series().value(f, context.origin() + h);
              double error = Math.abs(truth - forecasts[at + h * layout.targets() + f]) / unit;
              inside[levels.size()]++;
              for (int l = 0; l < levels.size(); l++)
                if (error <= calibration.error(f, h, levels.get(l))) inside[l]++;
            }
          }
        });
    long all = inside[levels.size()];
    List<Evaluation.Coverage> coverage = new ArrayList<>();
    for (int l = 0; l < levels.size(); l++)
      coverage.add(new Evaluation.Coverage(levels.get(l), 100.0 * inside[l] / all, all));
    return coverage;
  }
}
