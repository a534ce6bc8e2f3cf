package dev.rondo.forecasting.evaluation;

import dev.rondo.forecasting.evaluation.Calibration.StepErrors;
import dev.rondo.forecasting.forecaster.Forecaster;
import dev.rondo.forecasting.window.Observations;
import dev.rondo.forecasting.window.WindowLayout;
import dev.rondo.forecasting.window.Windows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Gathers the absolute validation errors from which intervals are made.
public final class Calibrator {
  /// Most quantiles that are kept of one step's errors.
  public static final int QUANTILES = 201;

  private static final int MOST_ERRORS = 16_000_000;

  private Calibrator() {}

  /// Of very many windows an even selection counts.
  public static Calibration calibrate(Forecaster model, Windows validation) {
    WindowLayout layout = validation.layout();
    int values = layout.horizon() * layout.targets();
    int every = every(layout, validation.size());
    int most = most(layout, validation.size());
    float[][] errors = new float[values][most]; // [horizon, targets][windows]
    int[] counts = new int[values];
    Observations data = validation.data();
    Evaluator.sweep(
        model,
        validation,
        (window, forecasts, at) -> {
          if (window % every != 0) return;
          for (int i = 0; i < values; i++) {
            int series = validation.series(window);
            int target = i % layout.targets();
            int step = validation.origin(window) + i / layout.targets();
            double error = Math.abs(data.value(series, target, step) - forecasts[at + i]);
            if (data.observed(series, target, step) && error <= Float.MAX_VALUE)
              errors[i][counts[i]++] = (float) error;
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
    return new Calibration(List.copyOf(byTarget));
  }

  /// Distance of the windows that count.
  private static int every(WindowLayout layout, int windows) {
    int values = layout.horizon() * layout.targets();
    return Math.ceilDiv(windows, Math.max(1, MOST_ERRORS / values));
  }

  /// Windows that count.
  private static int most(WindowLayout layout, int windows) {
    return windows == 0 ? 0 : Math.ceilDiv(windows, every(layout, windows));
  }

  /// Bytes of the errors and of the quantiles, which are numbers in lists.
  static long bytes(WindowLayout layout, int windows) {
    long values = (long) layout.horizon() * layout.targets();
    int most = most(layout, windows);
    return values * (Float.BYTES * (long) most + 20L * Math.min(most, QUANTILES));
  }

  private static StepErrors stepErrors(float[] errors, int count) {
    Arrays.sort(errors, 0, count);
    int kept = Math.min(count, QUANTILES);
    List<Double> quantiles = new ArrayList<>(kept);
    for (int i = 0; i < kept; i++) {
      // The next error above a level between two errors, so that a quantile never promises too
      // little.
      int rank = kept == 1 ? 0 : (int) Math.ceilDiv((long) i * (count - 1), kept - 1);
      quantiles.add((double) errors[rank]);
    }
    return new StepErrors(count, List.copyOf(quantiles));
  }
}
