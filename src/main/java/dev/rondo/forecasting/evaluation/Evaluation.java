package dev.rondo.forecasting.evaluation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a model did beside the baselines, in the units of the data.
///
/// @param warnings plain sentences, such as that a baseline wins
/// @param seasons null in models that were trained before seasons were told
/// @param coverage of the usual levels; null in models that were trained before it was measured
public record Evaluation(
    @Nullable Part validation,
    @Nullable Part test,
    List<String> warnings,
    @Nullable Seasons seasons,
    @Nullable List<Coverage> coverage) {
  /// How often the test values lay inside their intervals.
  ///
  /// @param level in percent, as promised
  /// @param measured in percent, on the test part
  /// @param values that were counted
  public record Coverage(double level, double measured, long values) {}

  /// This evaluation with what was measured of the intervals.
  public Evaluation covering(List<Coverage> measured) {
    return new Evaluation(validation, test, warnings, seasons, List.copyOf(measured));
  }

  /// @param windows scored
  /// @param season steps of the season behind MASE
  /// @param bestBaseline the one with the lowest MASE as a mean over the series; where there is no MASE, with the lowest MAE
  /// @param skill `1 - MASE(model) / MASE(best baseline)`, both as means over the series; of MAE where there is no MASE
  public record Part(
      int windows,
      int season,
      Measures model,
      List<BaselineScores> baselines,
      String bestBaseline,
      @Nullable Double skill) {}

  public record BaselineScores(String name, Measures scores) {}

  /// All but `perSeries` are pooled: means over all scored values.
  ///
  /// @param lastStepMse mean squared error of the last step of the horizon
  /// @param perSeries null in models that were trained before it was measured
  public record Measures(
      @Nullable Double mse,
      @Nullable Double mae,
      @Nullable Double rmse,
      @Nullable Double smape,
      @Nullable Double mase,
      @Nullable Double lastStepMse,
      @Nullable PerSeries perSeries) {}

  /// Means over the series of what is measured in each of them, so that every series counts the same; this is the form in which
  /// forecasting competitions publish them. Each target of a series counts as a series.
  ///
  /// @param count series with a scored value
  public record PerSeries(long count, @Nullable Double smape, @Nullable Double mase) {}
}
