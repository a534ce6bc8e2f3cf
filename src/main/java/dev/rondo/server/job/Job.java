package dev.rondo.server.job;

import dev.rondo.forecasting.auto.Decision;
import dev.rondo.server.project.Project;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Work that runs in the background.
///
/// @param attempt number of times it was started; above 1 if the service ended while it ran
/// @param owner run of the service that started the present attempt; null if there is none
/// @param progress progress of the present attempt, or the last one
/// @param warnings warnings in the answer to its start; null for jobs of earlier versions
/// @param plan choices of an automatic training; null before it starts, and for other jobs
/// @param memory bytes that it reserves while it runs
/// @param cancelRequested whether a user has cancelled it
public record Job(
    String id,
    String name,
    Task task,
    JobState state,
    int attempt,
    @Nullable String owner,
    JobProgress progress,
    @Nullable List<String> warnings,
    @Nullable List<Decision> plan,
    long memory,
    boolean cancelRequested,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    Project project) {

  /// The present or last attempt.
  Attempt present() {
    return new Attempt(id, attempt, owner);
  }
}
