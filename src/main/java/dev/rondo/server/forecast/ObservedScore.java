package dev.rondo.server.forecast;

import dev.rondo.forecasting.anomaly.ScoredStep;
import dev.rondo.server.web.OrMissing;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An observation of a stream beside the forecast of its step; the annotations describe the members.
public record ObservedScore(
    @Schema(
            description =
                "the integer step of a series that has them and a start; otherwise counted from 0 in the series")
        long step,
    @Schema(description = "null if the series has no times") @Nullable String timestamp,
    double value,
    @Schema(description = "median of the forecast; null if there was nothing to forecast from")
        @OrMissing
        double expected,
    @Schema(description = "a value below raises an alarm") @OrMissing double lower,
    @Schema(description = "a value above raises an alarm") @OrMissing double upper,
    @Schema(
            description =
                "distance from the median as a multiple of that of the bound; above 1 is an alarm")
        @OrMissing
        double score,
    @Schema(description = "probability of a value at least as far from the median") @OrMissing
        double probability,
    @Schema(description = "whether the value is beyond a bound") boolean alarm) {
  public static ObservedScore of(ScoredStep one, long step, @Nullable String timestamp) {
    return new ObservedScore(
        step,
        timestamp,
        one.value(),
        one.expected(),
        one.lower(),
        one.upper(),
        one.score(),
        one.probability(),
        one.kind() != null);
  }
}
