package dev.rondo.server.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rondo.server.retraining.RetrainingCause;
import dev.rondo.server.retraining.RetrainingDecision;
import dev.rondo.server.retraining.RetrainingRun;
import dev.rondo.server.web.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A run of a policy in the answers of the API.
@Schema(name = "RetrainingRun")
record RetrainingRunDescription(
    String id,
    @Schema(example = "champion") String alias,
    @Schema(
            description =
                "`schedule`; `drift`: a warning of the model's performance; `retry`: the run before failed; `request`: a user")
        RetrainingCause cause,
    JobState.Name state,
    @Schema(description = "null if the run could not be started") @Nullable JobProgress progress,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Schema(description = "what was decided; absent before the end")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable RetrainingDecision decision,
    @Schema(description = "reason of the failure") @Nullable Problem problem) {

  /// Path of a run.
  static String path(String alias, String id) {
    return "/api/v1/aliases/%s/retraining/runs/%s".formatted(alias, id);
  }

  /// @param job null if the run could not be started
  static RetrainingRunDescription of(RetrainingRun run, @Nullable Job job) {
    return new RetrainingRunDescription(
        run.id(),
        run.alias(),
        run.cause(),
        job == null ? JobState.Name.FAILED : job.state().name(),
        job == null ? null : job.progress(),
        run.createdAt(),
        job == null ? null : job.startedAt(),
        job == null ? run.createdAt() : job.finishedAt(),
        run.decision(),
        job == null ? run.problem() : job.state().cause());
  }
}
