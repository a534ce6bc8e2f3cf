package dev.rondo.forecasting.evaluation;

import dev.rondo.forecasting.evaluation.Evaluation.BaselineScores;
import dev.rondo.forecasting.evaluation.Evaluation.Part;
import dev.rondo.forecasting.evaluation.Evaluation.Scores;
import dev.rondo.forecasting.forecaster.Forecaster;
import dev.rondo.forecasting.window.Context;
import dev.rondo.forecasting.window.Observations;
import dev.rondo.forecasting.window.Segments;
import dev.rondo.forecasting.window.WindowCounts;
import dev.rondo.forecasting.window.WindowLayout;
import dev.rondo.forecasting.window.Windows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Scores forecasters on the parts that training has not seen, window by window, in the units of the data.
public final class Evaluator {
  private static final int BLOCK_VALUES = 1 << 18;

  private final List<Baseline> baselines = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final MaseScales scales;
  private final int season;

  /// Fits the baselines.
  ///
  /// @param training windows to learn from
  /// @param expectedSeason steps that the frequency suggests; 1 for none
  public Evaluator(Windows training, Segments segments, int expectedSeason) {
    WindowLayout layout = training.layout();
    Observations data = training.data();
    int found = Season.of(data, segments, layout.targets(), expectedSeason);
    // Where whole series are set aside, a season is only seen if the lookback shows it.
    this.season = segments.byTime() || found < layout.lookback() ? found : 1;
    this.scales = new MaseScales(data, segments, layout.targets(), season);
    baselines.add(new Baseline.Naive());
    if (season > 1 && season <= layout.lookback())
      baselines.add(new Baseline.SeasonalNaive(season));
    baselines.add(new Baseline.Drift());
    baselines.add(new Baseline.Mean());
    Optional<Baseline.Linear> linear = LinearFit.fit(training);
    linear.ifPresent(baselines::add);
    if (linear.isEmpty()) {
      warnings.add(
          "The baseline 'linear' was left out: too many coefficients, or no training window without a missing target.");
    }
  }

  /// Bytes of what scoring and calibrating hold at most, beyond the model's own.
  ///
  /// @param quantiles that the model forecasts of each value
  public static long bytes(
      Observations data,
      Segments segments,
      WindowLayout layout,
      WindowCounts windows,
      int quantiles) {
    long scales = MaseScales.bytes(data, segments, layout.targets());
    long validation = sweepBytes(layout, windows.validation(), quantiles);
    long sweep = Math.max(validation, sweepBytes(layout, windows.test(), quantiles));
    long calibrating = validation + Calibrator.bytes(layout, windows.validation());
    long scoring = LinearFit.resultBytes(layout) + Math.max(sweep, calibrating);
    long seasons = Season.bytes(data, segments, layout.targets());
    return Math.max(seasons, scales + Math.max(LinearFit.bytes(layout), scoring));
  }

  private static long sweepBytes(WindowLayout layout, int windows, int quantiles) {
    int values = layout.horizon() * layout.targets() * quantiles;
    return (long) block(layout, windows, quantiles) * values * Double.BYTES
        + Lookback.bytes(layout);
  }

  public int season() {
    return season;
  }

  /// Scores a model beside the baselines.
  ///
  /// @param more warnings to put first
  public Evaluation evaluate(
      Forecaster model, Windows validation, Windows test, List<String> more) {
    List<String> all = new ArrayList<>(more);
    all.addAll(warnings);
    Part validated = part("validation", model, validation, all);
    Part tested = part("test", model, test, all);
    return new Evaluation(validated, tested, List.copyOf(all));
  }

  private @Nullable Part part(String name, Forecaster model, Windows windows, List<String> all) {
    if (windows.size() == 0) {
      all.add(
          "No %s windows: the %s part is empty, or shorter than the horizon."
              .formatted(name, name));
      return null;
    }
    Errors errors = errors(model, windows);
    if (errors.unscaled() > 0) {
      all.add(
          "%d of %d %s values are left out of the MASE: the history of their series has no seasonal naive error above 0."
              .formatted(errors.unscaled(), errors.count(), name));
    }
    Scores scores = errors.scores();
    List<BaselineScores> others = new ArrayList<>();
    for (Baseline baseline : baselines)
      others.add(new BaselineScores(baseline.name(), errors(baseline, windows).scores()));
    BaselineScores best =
        others.stream()
            .min(Comparator.comparingDouble(other -> orInfinite(other.scores().mse())))
            .orElseThrow();
    Double lowest = best.scores().mse();
    Double own = scores.mse();
    if (own == null)
      all.add("The model's forecasts of the %s part are not finite numbers.".formatted(name));
    if (lowest != null && own != null && lowest < own) {
      all.add(
          "The baseline '%s' has a lower %s mean squared error (%s) than this model (%s)."
              .formatted(best.name(), name, shown(lowest), shown(own)));
    }
    Double skill =
        lowest == null || own == null || lowest == 0 ? null : (Double) (1 - own / lowest);
    return new Part(windows.size(), season, scores, others, best.name(), skill);
  }

  private static double orInfinite(@Nullable Double value) {
    return value == null ? Double.POSITIVE_INFINITY : value;
  }

  private static String shown(double value) {
    return String.format(Locale.ROOT, value >= 1e-4 && value < 1e5 ? "%.4f" : "%.3e", value);
  }

  /// Errors of a forecaster over all windows.
  Errors errors(Forecaster forecaster, Windows windows) {
    WindowLayout layout = windows.layout();
    Errors errors = new Errors(layout.horizon());
    sweep(
        forecaster,
        windows,
        (window, forecasts, at) -> {
          Observations data = windows.data();
          int series = windows.series(window);
          int origin = windows.origin(window);
          for (int f = 0; f < layout.targets(); f++) {
            double scale = scales.of(windows, window, f);
            for (int h = 0; h < layout.horizon(); h++) {
              if (!data.observed(series, f, origin + h)) continue;
              double forecast = forecasts[at + h * layout.targets() + f];
              errors.add(h, data.value(series, f, origin + h), forecast, scale);
            }
          }
        });
    return errors;
  }

  /// Hears of one window's point forecast, `[horizon, targets]` from `forecasts[at]` on.
  interface Sink {
    void accept(int window, double[] forecasts, int at);
  }

  private static int block(WindowLayout layout, int windows, int quantiles) {
    int values = layout.horizon() * layout.targets() * quantiles;
    return Math.max(1, Math.min(Math.min(windows, 256), BLOCK_VALUES / values));
  }

  /// Forecasts all windows block by block.
  static void sweep(Forecaster forecaster, Windows windows, Sink sink) {
    WindowLayout layout = windows.layout();
    int values = layout.horizon() * layout.targets();
    int block = block(layout, windows.size(), forecaster.quantiles());
    double[] forecasts = new double[Math.multiplyExact(block, values * forecaster.quantiles())];
    List<Context> contexts = new ArrayList<>(block);
    for (int from = 0; from < windows.size(); from += block) {
      int count = Math.min(block, windows.size() - from);
      contexts.clear();
      for (int i = 0; i < count; i++) contexts.add(windows.context(from + i));
      forecaster.forecast(contexts, layout, forecasts);
      keepPoints(forecaster, forecasts, count * values);
      for (int i = 0; i < count; i++) sink.accept(from + i, forecasts, i * values);
    }
  }

  /// Moves the point forecasts to the front.
  private static void keepPoints(Forecaster forecaster, double[] forecasts, int points) {
    if (forecaster.quantiles() == 1) return;
    for (int i = 0; i < points; i++)
      forecasts[i] = forecasts[i * forecaster.quantiles() + forecaster.point()];
  }
}
