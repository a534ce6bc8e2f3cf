package dev.rondo.server.retraining;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rondo.forecasting.backtest.Leaderboard;
import dev.rondo.forecasting.backtest.PairedDifference;
import dev.rondo.forecasting.document.DocumentFormat;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was decided at the end of a run, and why; the annotations describe the members.
public record RetrainingDecision(
    @Schema(
            description =
                "`promoted`: the alias stands for the challenger; `kept`: the challenger is not better by more than the uncertainty; `not-compared`: there are too few new values, or the models cannot be compared; `superseded`: the alias was moved while the challenger was trained")
        Choice outcome,
    @Schema(description = "the decision as a sentence") String reason,
    @Schema(description = "id of the model before") String championId,
    @Schema(description = "id of the new model; only if it was trained on all values")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String challengerId,
    @Schema(description = "version of the dataset") int datasetVersion,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Comparison comparison,
    @Schema(description = "sentences for the user, such as that the training was not warm")
        List<String> warnings) {
  static final DocumentFormat<RetrainingDecision> DOCUMENT =
      DocumentFormat.of("decision of the retraining", RetrainingDecision.class);

  /// The possible decisions.
  public enum Choice {
    PROMOTED,
    KEPT,
    NOT_COMPARED,
    SUPERSEDED
  }

  /// The errors of both on values that neither has seen.
  @Schema(name = "RetrainingComparison")
  public record Comparison(
      @Schema(description = "last time step before the first origin") String first,
      @Schema(description = "last time step before the last origin") String last,
      @Schema(description = "number of origins", example = "10") int origins,
      @Schema(description = "steps between two origins", example = "7") int stride,
      @Schema(description = "steps ahead of each forecast", example = "7") int horizon,
      Leaderboard.Measure measure,
      @Schema(description = "error of the model before") @Nullable Double champion,
      @Schema(description = "error of the challenger") @Nullable Double challenger,
      @Schema(
              description =
                  "the champion's error less the challenger's, with its 95 % interval; null if one of them has no forecasts")
          @Nullable PairedDifference gain) {}
}
