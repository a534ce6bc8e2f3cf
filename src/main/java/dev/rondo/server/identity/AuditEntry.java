package dev.rondo.server.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A request that changed something, or was to.
@Schema(name = "AuditEntry", description = "A request that changed something, or was to")
record AuditEntry(
    String id,
    @Schema(description = "when it came") Instant at,
    @Schema(description = "name of the key, or subject of the token", example = "billing")
        String caller,
    @Schema(description = "key that was used; null if none was") @Nullable String keyId,
    AccessRole role,
    @Schema(description = "null if the request was refused before", example = "default")
        @Nullable String project,
    @Schema(example = "DELETE") String method,
    @Schema(example = "/api/v1/datasets/0198a1b2-0000-7000-8000-000000000000") String path,
    @Schema(description = "status of the answer", example = "204") int status,
    @Schema(description = "`X-Request-Id` of the answer") String requestId) {}
