package dev.rondo.server.maintenance;

import dev.rondo.server.maintenance.VerificationStore.Last;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The last verification of all stored data.
record VerificationDescription(
    @Schema(description = "whether one runs in this replica") boolean running,
    @Schema(description = "start of the last one; null if there was none") @Nullable Instant startedAt,
    @Schema(description = "what the last finished one found; null if there was none")
        @Nullable VerificationReport report) {
  static VerificationDescription of(Last last, boolean running) {
    return new VerificationDescription(running, last.startedAt(), last.report());
  }
}
