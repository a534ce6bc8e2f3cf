package dev.rondo.server.job;

import dev.rondo.server.web.Problem;
import org.jspecify.annotations.Nullable;

/// The state of a job.
public sealed interface JobState {
  /// Waits for a thread and memory.
  record Queued() implements JobState {}

  /// Runs.
  record Running() implements JobState {}

  /// Waits until a user resumes it.
  record Paused() implements JobState {}

  /// Ended with a result, such as a model.
  record Succeeded(String resultId) implements JobState {}

  /// Ended without a result, for a known reason.
  record Failed(Problem problem) implements JobState {}

  /// Cancelled by a user.
  ///
  /// @param resultId id of the result so far, such as the model of the best weights; null if there is none
  record Cancelled(@Nullable String resultId) implements JobState {}

  /// The names of the states in requests, answers and the database.
  enum Name {
    QUEUED,
    RUNNING,
    PAUSED,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    public boolean ended() {
      return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }
  }

  default Name name() {
    return switch (this) {
      case Queued _ -> Name.QUEUED;
      case Running _ -> Name.RUNNING;
      case Paused _ -> Name.PAUSED;
      case Succeeded _ -> Name.SUCCEEDED;
      case Failed _ -> Name.FAILED;
      case Cancelled _ -> Name.CANCELLED;
    };
  }

  default @Nullable String result() {
    return switch (this) {
      case Queued _, Running _, Paused _, Failed _ -> null;
      case Succeeded succeeded -> succeeded.resultId();
      case Cancelled cancelled -> cancelled.resultId();
    };
  }

  default @Nullable Problem cause() {
    return this instanceof Failed failed ? failed.problem() : null;
  }
}
