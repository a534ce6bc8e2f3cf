package dev.rondo.server.job;

import dev.rondo.forecasting.auto.Decision;
import dev.rondo.server.project.Project;
import java.time.Duration;
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
/// @param cancels number of times that a user cancelled it
/// @param pauseRequested whether a user wants it to pause
/// @param priority jobs with a higher one begin first
/// @param continues the job whose training it continues; null for none
/// @param maxDuration longest duration of the training of a network, over all attempts; null for none
/// @param reached what its checkpoints are
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
    int cancels,
    boolean pauseRequested,
    int priority,
    @Nullable String continues,
    @Nullable Duration maxDuration,
    Reached reached,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    Project project) {

  /// What the checkpoints of a job are.
  ///
  /// @param attempt number of the last attempt that wrote one; 0 if none did
  /// @param basis what they were computed from; null if there are none
  /// @param spent time of all attempts until the last one
  public record Reached(int attempt, @Nullable String basis, Duration spent) {
    static final Reached NOTHING = new Reached(0, null, Duration.ZERO);
  }

  boolean cancelRequested() {
    return cancels > 0;
  }

  /// The present or last attempt.
  Attempt present() {
    return new Attempt(id, attempt, owner);
  }
}
