package dev.rondo.server.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An event on its way to a receiver.
///
/// @param id sent as `webhook-id`; the same in all attempts
record Delivery(
    String id,
    EventType event,
    Instant createdAt,
    @Schema(description = "number of attempts so far") int attempts,
    @Schema(description = "when the receiver accepted it") @Nullable Instant deliveredAt,
    @Schema(description = "when it is tried again; null at the end") @Nullable Instant nextAttemptAt,
    @Schema(description = "status of the last answer; null if there was none")
        @Nullable Integer lastStatus,
    @Schema(description = "why the last attempt failed") @Nullable String lastError) {}
