package dev.rondo.server.job;

import dev.rondo.server.project.Project;
import dev.rondo.server.web.Problem;
import dev.rondo.server.webhook.Deliveries;
import dev.rondo.server.webhook.EventType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Tells the webhooks of a project that one of its jobs has ended.
@Component
class JobEnds {
  private final JdbcClient database;
  private final Deliveries deliveries;

  JobEnds(JdbcClient database, Deliveries deliveries) {
    this.database = database;
    this.deliveries = deliveries;
  }

  /// What a webhook is told of a job.
  ///
  /// @param modelId null if the job made no model
  /// @param problem null if the job did not fail
  private record Ended(
      String jobId,
      String kind,
      String name,
      @Nullable String modelId,
      @Nullable Problem problem) {}

  /// Tells of a state within the caller's transaction, if it is an end.
  void tell(String jobId, JobState state, int attempt) {
    EventType type = type(state);
    if (type == null) return;
    database
        .sql("select project, kind, name from job where id = ?")
        .param(jobId)
        .query(row -> {
          Ended ended =
              new Ended(
                  jobId,
                  Objects.requireNonNull(row.getString("kind")),
                  Objects.requireNonNull(row.getString("name")),
                  StateChange.of(jobId, state, attempt).modelId(),
                  state.cause());
          new Project(Objects.requireNonNull(row.getString("project")))
              .run(() -> deliveries.tell(type, jobId + "/" + attempt, ended));
        });
  }

  private static @Nullable EventType type(JobState state) {
    return switch (state.name()) {
      case SUCCEEDED -> EventType.JOB_SUCCEEDED;
      case FAILED -> EventType.JOB_FAILED;
      case CANCELLED -> EventType.JOB_CANCELLED;
      default -> null;
    };
  }
}
