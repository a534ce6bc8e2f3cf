package dev.rondo.server.job;

import dev.rondo.server.web.Problem;
import org.jspecify.annotations.Nullable;

/// Where a job stands.
public sealed interface JobState {
  /// Waits for its turn.
  record Queued() implements JobState {}

  /// Is under way.
  record Running() implements JobState {}

  /// Ended with a result, such as a model.
  record Succeeded(String resultId) implements JobState {}

  /// Ended without a result, for the reason given.
  record Failed(Problem problem) implements JobState {}

  /// Was ended by a user.
  ///
  /// @param resultId of what was reached, such as the model of the best weights so far; null when there is nothing
  record Cancelled(@Nullable String resultId) implements JobState {}

  /// A state by name, as it is asked for and answered.
  enum Name {
    QUEUED,
    RUNNING,
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
      case Succeeded _ -> Name.SUCCEEDED;
      case Failed _ -> Name.FAILED;
      case Cancelled _ -> Name.CANCELLED;
    };
  }

  default @Nullable String result() {
    return switch (this) {
      case Queued _, Running _, Failed _ -> null;
      case Succeeded succeeded -> succeeded.resultId();
      case Cancelled cancelled -> cancelled.resultId();
    };
  }

  default @Nullable Problem cause() {
    return this instanceof Failed failed ? failed.problem() : null;
  }
}
