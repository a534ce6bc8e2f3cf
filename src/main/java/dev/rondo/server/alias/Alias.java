package dev.rondo.server.alias;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/// A name that stands for a model.
record Alias(
    @Schema(example = "champion") String name,
    String modelId,
    @Schema(description = "time of the last change") Instant changedAt) {}
