package dev.rondo.server.performance;

import dev.rondo.forecasting.monitoring.Drift;
import dev.rondo.forecasting.series.TimeAxis;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The result of the test for drift, with times as text.
@Schema(name = "Drift")
record DriftReport(
    @Schema(description = "whether the recent errors of one step ahead differ from earlier ones")
        boolean active,
    @Schema(
            description =
                "`higher`: actual values are above the forecasts; `lower`: below; `larger`: errors are larger, whatever their sign")
        Drift.@Nullable Kind kind,
    @Schema(
            description = "origin after which the errors began to differ",
            example = "2026-03-01T00:00:00Z")
        @Nullable String since,
    @Schema(description = "origin of the forecast whose error raised the alarm")
        @Nullable String found,
    @Schema(description = "largest cumulative sum of the test") double statistic,
    @Schema(description = "the sum above which an alarm is raised") double threshold,
    @Schema(description = "number of errors; the first 30 are only a reference") int errors) {
  static DriftReport of(Drift drift, TimeAxis axis) {
    return new DriftReport(
        drift.active(),
        drift.kind(),
        drift.since() == null ? null : axis.text(drift.since()),
        drift.found() == null ? null : axis.text(drift.found()),
        drift.statistic(),
        drift.threshold(),
        drift.errors());
  }
}
