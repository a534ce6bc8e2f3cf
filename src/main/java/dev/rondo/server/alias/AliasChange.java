package dev.rondo.server.alias;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A model that an alias stood for.
record AliasChange(
    String id,
    String modelId,
    @Schema(description = "time from which the alias stood for the model") Instant changedAt,
    @Schema(description = "why the alias was moved; null if no reason was given")
        @Nullable String reason,
    @Schema(description = "whether a rollback has undone the change") boolean undone) {}
