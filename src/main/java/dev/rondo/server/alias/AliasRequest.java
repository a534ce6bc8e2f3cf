package dev.rondo.server.alias;

import dev.rondo.server.web.Names;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The model that an alias shall stand for.
record AliasRequest(
    @Schema(description = "id of the model, or `latest` for the newest", example = "latest")
        String modelId,
    @Schema(
            description = "why, for the history; up to 1000 characters",
            example = "better in the backtest of May")
        @Nullable String reason) {
  private static final int LONGEST_REASON = 1000;

  AliasRequest {
    if (reason != null && (reason.length() > LONGEST_REASON || !Names.plain(reason)))
      throw new IllegalArgumentException(
          "reason must have up to %d characters on one line".formatted(LONGEST_REASON));
  }
}
