package dev.rondo.server.alias;

import io.swagger.v3.oas.annotations.media.Schema;

/// The model that an alias shall stand for.
record AliasRequest(
    @Schema(description = "id of the model, or `latest` for the newest", example = "latest")
        String modelId) {}
