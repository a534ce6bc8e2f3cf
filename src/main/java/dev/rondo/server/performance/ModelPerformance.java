package dev.rondo.server.performance;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.rondo.forecasting.evaluation.Evaluation.Coverage;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/// How the kept forecasts of a model compare with the values that came.
record ModelPerformance(
    String modelId,
    @Schema(description = "number of kept forecasts") long forecasts,
    @Schema(description = "number of series and targets with kept forecasts") long series,
    @Schema(description = "number of steps whose actual value is known") long finishedSteps,
    @Schema(description = "number of steps whose actual value is not known yet") long pendingSteps,
    @Schema(description = "over all finished steps") Measured overall,
    @Schema(description = "by steps ahead: 1, 2-3, 4-7, 8-15 and so on") List<Horizon> horizons,
    @Schema(description = "figures of the model on held-out data, for comparison")
        Expected expected,
    DriftReport drift,
    CoverageReport coverageDrift,
    @Schema(description = "sentences for the user, such as that the errors have changed")
        List<String> warnings) {

  /// Whether the errors or the coverage have changed.
  @JsonIgnore
  boolean isAlarmed() {
    return drift.active() || coverageDrift.active();
  }

  /// The errors of some steps of the horizon.
  record Horizon(
      @Schema(description = "first step", example = "4") int from,
      @Schema(description = "last step", example = "7") int to,
      Measured measured,
      @Schema(
              description =
                  "coverage on held-out data; empty if it was not measured for these steps")
          List<Coverage> expectedCoverage) {}
}
