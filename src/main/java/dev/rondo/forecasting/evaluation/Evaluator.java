package dev.rondo.forecasting.evaluation;

import dev.rondo.engine.memory.Arena;
import dev.rondo.forecasting.evaluation.Evaluation.BaselineScores;
import dev.rondo.forecasting.evaluation.Evaluation.Measures;
import dev.rondo.forecasting.evaluation.Evaluation.Part;
import dev.rondo.forecasting.forecaster.Forecaster;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.window.Context;
import dev.rondo.forecasting.window.Observations;
import dev.rondo.forecasting.window.Segments;
import dev.rondo.forecasting.window.WindowCounts;
import dev.rondo.forecasting.window.WindowLayout;
import dev.rondo.forecasting.window.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Scores forecasters on the validation and test parts, window by window, in the units of the data.
public final class Evaluator {
  private static final int BLOCK_VALUES = 1 << 18;

  private final List<Baseline> baselines = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final MaseScales scales;
  private final Seasons seasons;

  /// Finds the seasons and fits the baselines.
  ///
  /// @param training windows to learn from
  public Evaluator(
      Windows training, Segments segments, Frequency frequency, EvaluationSpec specification) {
    int targets = training.layout().targets();
    Observations data = training.data();
    this.seasons = Seasons.of(frequency, specification.season(), data, segments, targets);
    this.scales = new MaseScales(data, segments, targets, seasons.mase().steps());
    baselines.add(new Baseline.Naive());
    if (seasons.seasonalNaive().steps() > 1) {
      baselines.add(new Baseline.SeasonalNaive(seasons.seasonalNaive().steps()));
    } else {
      warnings.add(
          "The baseline 'seasonal-naive' is left out, as there is no season: %s."
              .formatted(seasons.seasonalNaive().reason()));
    }
    baselines.add(new Baseline.Drift());
    baselines.add(new Baseline.Mean());
    Optional<Baseline.Linear> linear = LinearFit.fit(training);
    linear.ifPresent(baselines::add);
    if (linear.isEmpty()) {
      warnings.add(
          "The baseline 'linear' is left out: too many coefficients, or no training window without a missing target.");
    }
  }

  /// Largest number of bytes that scoring and calibrating need, without the model's own.
  ///
  /// @param quantiles number of quantiles that the model forecasts of each value
  public static long bytes(
      Observations data,
      Segments segments,
      WindowLayout layout,
      WindowCounts windows,
      int quantiles) {
    long validation = sweepBytes(layout, windows.validation(), quantiles);
    long sweep = Math.max(validation, sweepBytes(layout, windows.test(), quantiles));
    long calibrating = validation + Calibrator.bytes(layout, windows.validation());
    long scoring = LinearFit.resultBytes(layout) + Math.max(sweep, calibrating);
    long seasons = Seasons.bytes(data, segments, layout.targets());
    return Math.max(seasons, Math.max(LinearFit.bytes(layout), scoring));
  }

  private static long sweepBytes(WindowLayout layout, int windows, int quantiles) {
    int values = layout.horizon() * layout.targets() * quantiles;
    return (long) block(layout, windows, quantiles) * values * Double.BYTES
        + Arena.bytes(arena -> new Lookback(arena, layout));
  }

  /// Scores of a model.
  ///
  /// @param survey of the errors of the test part, or else of the validation part; null if both are empty
  public record Scored(Evaluation evaluation, @Nullable ErrorSurvey survey) {}

  /// Scores a model and the baselines.
  ///
  /// @param more warnings that come first
  public Scored evaluate(Forecaster model, Windows validation, Windows test, List<String> more) {
    List<String> all = new ArrayList<>(more);
    all.addAll(warnings);
    ErrorSurvey validationSurvey = survey(validation);
    ErrorSurvey testSurvey = survey(test);
    Part validated = part("validation", model, validation, validationSurvey, all);
    Part tested = part("test", model, test, testSurvey, all);
    return new Scored(
        new Evaluation(validated, tested, List.copyOf(all), seasons, null),
        tested != null ? testSurvey : validated != null ? validationSurvey : null);
  }

  private static ErrorSurvey survey(Windows windows) {
    boolean several = windows.size() > 1 && windows.series(0) == windows.series(1);
    int apart = several ? windows.origin(1) - windows.origin(0) : 1;
    return new ErrorSurvey(windows.layout().horizon(), windows.layout().targets(), apart);
  }

  private @Nullable Part part(
      String name, Forecaster model, Windows windows, ErrorSurvey survey, List<String> all) {
    if (windows.size() == 0) return null;
    ErrorSums errors = errors(model, windows, survey);
    survey.sums("model", errors);
    if (errors.unscaled() > 0) {
      all.add(
          "%d of %d %s values are left out of the MASE: the history of their series has no seasonal naive error above 0."
              .formatted(errors.unscaled(), errors.count(), name));
    }
    Measures measures = errors.measures();
    List<BaselineScores> others = new ArrayList<>();
    for (Baseline baseline : baselines) {
      if (baseline instanceof Baseline.SeasonalNaive naive && !naive.showsIn(windows)) {
        all.add(
            "The baseline 'seasonal-naive' is left out of the %s part: no window has %d steps before it, which is a season."
                .formatted(name, naive.season()));
        continue;
      }
      ErrorSums own = errors(baseline, windows, null);
      survey.sums(baseline.name(), own);
      others.add(new BaselineScores(baseline.name(), own.measures()));
    }
    Verdict verdict = Verdict.of(name, measures, others);
    all.addAll(verdict.warnings());
    return new Part(
        windows.size(),
        seasons.mase().steps(),
        measures,
        others,
        verdict.bestBaseline(),
        verdict.skill(),
        verdict.comparedBy());
  }

  /// Errors of a forecaster over all windows.
  ///
  /// @param survey gets them too; null if there is none
  private ErrorSums errors(Forecaster forecaster, Windows windows, @Nullable ErrorSurvey survey) {
    WindowLayout layout = windows.layout();
    ErrorSums errors = new ErrorSums(layout.horizon(), layout.targets());
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
              double truth = data.value(series, f, origin + h);
              errors.add(series, f, h, truth, forecast, scale);
              if (survey != null) survey.add(series, f, origin, h, truth, forecast, scale);
            }
          }
        });
    return errors;
  }

  /// Receives one window's point forecast, `[horizon, targets]` from `forecasts[at]` on.
  interface Sink {
    void accept(int window, double[] forecasts, int at);
  }

  private static int block(WindowLayout layout, int windows, int quantiles) {
    int values = layout.horizon() * layout.targets() * quantiles;
    return Math.max(1, Math.min(Math.min(windows, 256), BLOCK_VALUES / values));
  }

  /// Forecasts all windows in blocks.
  static void sweep(Forecaster forecaster, Windows windows, Sink sink) {
    sweep(forecaster, windows, _ -> true, sink);
  }

  /// Forecasts the windows that are selected block by block.
  static void sweep(Forecaster forecaster, Windows windows, IntPredicate selected, Sink sink) {
    WindowLayout layout = windows.layout();
    int values = layout.horizon() * layout.targets();
    int block = block(layout, windows.size(), forecaster.quantiles());
    double[] forecasts = new double[Math.multiplyExact(block, values * forecaster.quantiles())];
    List<Context> contexts = new ArrayList<>(block);
    int[] numbers = new int[block];
    for (int next = 0; next < windows.size(); ) {
      contexts.clear();
      for (; next < windows.size() && contexts.size() < block; next++) {
        if (!selected.test(next)) continue;
        numbers[contexts.size()] = next;
        contexts.add(windows.context(next));
      }
      int count = contexts.size();
      if (count == 0) return;
      forecaster.forecast(contexts, layout, forecasts);
      keepPoints(forecaster, forecasts, count * values);
      for (int i = 0; i < count; i++) sink.accept(numbers[i], forecasts, i * values);
    }
  }

  /// Moves the point forecasts to the front.
  private static void keepPoints(Forecaster forecaster, double[] forecasts, int points) {
    if (forecaster.quantiles() == 1) return;
    for (int i = 0; i < points; i++)
      forecasts[i] = forecasts[i * forecaster.quantiles() + forecaster.point()];
  }
}
