package dev.rondo.forecasting.evaluation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a model did beside the baselines, in the units of the data.
///
/// @param warnings plain sentences, such as that a baseline wins
public record Evaluation(@Nullable Part validation, @Nullable Part test, List<String> warnings) {
  /// @param windows scored
  /// @param season steps of the season behind seasonal naive and MASE
  /// @param skill `1 - MSE(model) / MSE(best baseline)`
  public record Part(
      int windows,
      int season,
      Scores model,
      List<BaselineScores> baselines,
      String bestBaseline,
      @Nullable Double skill) {}

  public record BaselineScores(String name, Scores scores) {}

  /// @param lastStepMse mean squared error of the last step of the horizon
  public record Scores(
      @Nullable Double mse,
      @Nullable Double mae,
      @Nullable Double rmse,
      @Nullable Double smape,
      @Nullable Double mase,
      @Nullable Double lastStepMse) {}
}
