package dev.rondo.server.job;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Work that was asked for and is done in the background.
///
/// @param attempt times it was started; above 1 after the service ended while it ran
/// @param owner run of the service that started the present attempt; null where there is none
/// @param progress of the present attempt, or where it ended
/// @param warnings that its start was answered with; null for jobs of earlier versions
/// @param memory bytes that it reserves while it runs
/// @param cancelRequested whether a user asked it to end
public record Job(
    String id,
    String name,
    Task task,
    JobState state,
    int attempt,
    @Nullable String owner,
    JobProgress progress,
    @Nullable List<String> warnings,
    long memory,
    boolean cancelRequested,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {

  /// The attempt that runs, or ran last.
  Attempt present() {
    return new Attempt(id, attempt, owner);
  }
}
