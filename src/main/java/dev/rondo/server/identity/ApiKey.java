package dev.rondo.server.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A stored key, without its text.
@Schema(name = "ApiKey", description = "A key, without its text")
record ApiKey(
    String id,
    @Schema(example = "billing") String name,
    AccessRole role,
    @Schema(
            description = "projects that the key sees, the usual one first; null for all",
            example = "[\"default\"]")
        @Nullable List<String> projects,
    @Schema(
            description = "begin of its text, by which people recognise it",
            example = "rondo_Zx81kP")
        String beginning,
    @Schema(description = "name of the caller that created it", example = "admin") String createdBy,
    Instant createdAt,
    @Schema(description = "null if it does not expire") @Nullable Instant expiresAt,
    @Schema(description = "null if it was not revoked") @Nullable Instant revokedAt,
    @Schema(description = "to the minute; null if it was never used")
        @Nullable Instant lastUsedAt) {

  /// The caller that uses the key.
  Caller caller() {
    return new Caller(name, id, role, projects, expiresAt);
  }
}
