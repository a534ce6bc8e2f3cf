package dev.rondo.server.performance;

import dev.rondo.forecasting.monitoring.CoverageDrift;
import dev.rondo.forecasting.series.TimeAxis;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The result of the test for the coverage of the 80 % intervals, with times as text.
@Schema(name = "CoverageDrift")
record CoverageReport(
    @Schema(
            description =
                "whether the coverage of the 80 % intervals of one step ahead has left its band")
        boolean active,
    @Schema(
            description =
                "`narrow`: fewer values than the band allows lie in the intervals; `wide`: more")
        CoverageDrift.@Nullable Kind kind,
    @Schema(description = "origin after which the coverage left", example = "2026-03-01T00:00:00Z")
        @Nullable String since,
    @Schema(description = "origin at which the alarm was raised") @Nullable String found,
    @Schema(description = "coverage since then, in percent", example = "55.0")
        @Nullable Double measured,
    @Schema(description = "lower end of the band in percent", example = "70.0") double lower,
    @Schema(description = "upper end of the band in percent", example = "90.0") double upper,
    @Schema(description = "larger cumulative sum of the test") double statistic,
    @Schema(description = "the sum above which an alarm is raised") double threshold,
    @Schema(description = "number of tested values") int values) {
  static CoverageReport of(CoverageDrift drift, TimeAxis axis) {
    return new CoverageReport(
        drift.active(),
        drift.kind(),
        drift.since() == null ? null : axis.text(drift.since()),
        drift.found() == null ? null : axis.text(drift.found()),
        drift.measured(),
        drift.lower(),
        drift.upper(),
        drift.statistic(),
        drift.threshold(),
        drift.values());
  }

  /// A sentence on an active alarm.
  String warning() {
    return "%.0f %% of the values since %s lie in the 80 %% intervals of this model, outside of %.0f to %.0f %%: the intervals are too %s. Consider corrected intervals, or training it again."
        .formatted(
            measured, since, lower, upper, kind == CoverageDrift.Kind.NARROW ? "narrow" : "wide");
  }
}
