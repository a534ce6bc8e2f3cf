package dev.rondo.server.publish;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A request to publish forecasts; the annotations describe the members.
record PublicationRequest(
    @Schema(description = "id of the model, or `latest`; either this or `alias`")
        @Nullable String modelId,
    @Schema(description = "alias of the model, which may be moved; either this or `modelId`")
        @Nullable String alias,
    @Schema(description = "id of the dataset, or `latest`") String datasetId,
    @Schema(
            description =
                "how far ahead of the present the values are, up to `P365D`; default: `PT0S`, the present",
            example = "PT0S")
        @Nullable Duration ahead,
    @Schema(
            description =
                "level of the interval in percent; default: the highest usual one of the model",
            example = "95")
        @Nullable Double level,
    @Schema(
            description =
                "time between two refreshes, from `PT1S` to `P1D`; a forecast is made again if the dataset or the model has changed; default: `PT1M`",
            example = "PT1M")
        @Nullable Duration every) {
  private static final Duration FARTHEST = Duration.ofDays(365);

  PublicationRequest {
    if (ahead != null && (ahead.isNegative() || ahead.compareTo(FARTHEST) > 0))
      throw new IllegalArgumentException("ahead must be between PT0S and P365D, was " + ahead);
    if (level != null && !(level >= 1 && level < 100))
      throw new IllegalArgumentException(
          "level must be a percentage of at least 1 and below 100, was " + level);
    if (every != null
        && (every.compareTo(Duration.ofSeconds(1)) < 0 || every.compareTo(Duration.ofDays(1)) > 0))
      throw new IllegalArgumentException("every must be between PT1S and P1D, was " + every);
  }
}
