package dev.rondo.server.performance;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How the kept forecasts of one target of one series compare with the values that came.
record SeriesPerformance(
    String datasetId,
    String seriesId,
    @Schema(description = "forecast column; only if the model forecasts several")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String target,
    @Schema(description = "number of kept forecasts") long forecasts,
    @Schema(description = "number of steps whose actual value is known") long finishedSteps,
    @Schema(description = "number of steps whose actual value is not known yet") long pendingSteps,
    Measured overall,
    DriftReport drift,
    CoverageReport coverageDrift) {}
