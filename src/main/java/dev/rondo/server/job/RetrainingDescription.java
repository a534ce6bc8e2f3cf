package dev.rondo.server.job;

import dev.rondo.server.retraining.RetrainingPolicy;
import dev.rondo.server.retraining.StoredRetraining;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The policy of an alias in the answers of the API.
@Schema(name = "Retraining")
record RetrainingDescription(
    @Schema(example = "champion") String alias,
    @Schema(description = "the policy with all defaults") RetrainingPolicy policy,
    Instant changedAt,
    @Schema(description = "next run of the schedule; null without a schedule")
        @Nullable Instant nextRunAt) {
  static RetrainingDescription of(StoredRetraining stored) {
    return new RetrainingDescription(
        stored.alias(), stored.policy(), stored.changedAt(), stored.dueAt());
  }
}
