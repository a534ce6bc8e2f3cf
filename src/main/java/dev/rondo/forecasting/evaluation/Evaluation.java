package dev.rondo.forecasting.evaluation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Errors of a model and of the baselines, in the units of the data.
///
/// @param warnings sentences for the user, such as that a baseline is better
/// @param seasons null in models of earlier builds
/// @param coverage of the usual levels; null in models of earlier builds
public record Evaluation(
    @Nullable Part validation,
    @Nullable Part test,
    List<String> warnings,
    @Nullable Seasons seasons,
    @Nullable List<Coverage> coverage) {
  /// The measured coverage of intervals.
  ///
  /// @param level nominal coverage in percent
  /// @param measured share of test values inside, in percent
  /// @param values number of test values
  public record Coverage(double level, double measured, long values) {}

  /// This evaluation with a measured coverage.
  public Evaluation covering(List<Coverage> measured) {
    return new Evaluation(validation, test, warnings, seasons, List.copyOf(measured));
  }

  /// @param windows number of scored windows
  /// @param season steps of the season that MASE uses
  /// @param bestBaseline the baseline with the lowest error by `comparedBy`
  /// @param skill `1 - error(model) / error(best baseline)` by `comparedBy`
  /// @param comparedBy MASE as a mean over the series; without MASE, MAE; in models of formats 1 to 3 without `perSeries`, MSE
  public record Part(
      int windows,
      int season,
      Measures model,
      List<BaselineScores> baselines,
      String bestBaseline,
      @Nullable Double skill,
      Metric comparedBy) {}

  public record BaselineScores(String name, Measures scores) {}

  /// All measures except `perSeries` are pooled: means over all scored values.
  ///
  /// @param lastStepMse mean squared error of the last step of the horizon
  /// @param perSeries null in models of earlier builds
  public record Measures(
      @Nullable Double mse,
      @Nullable Double mae,
      @Nullable Double rmse,
      @Nullable Double smape,
      @Nullable Double mase,
      @Nullable Double lastStepMse,
      @Nullable PerSeries perSeries) {}

  /// Means over the series, so that every series has the same weight. Forecasting competitions publish this form. Each target of
  /// a series counts as a series.
  ///
  /// @param count number of series with a scored value
  public record PerSeries(long count, @Nullable Double smape, @Nullable Double mase) {}
}
