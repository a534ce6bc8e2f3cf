package dev.rondo.server.job;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The end of the run of a task, unless it throws.
sealed interface Outcome {
  /// The task is complete.
  ///
  /// @param result stores the result within the caller's transaction and returns its id
  record Done(Supplier<String> result, JobProgress progress) implements Outcome {}

  /// A user cancelled it.
  ///
  /// @param result as in [Done]; null if there is none
  record Cancelled(@Nullable Supplier<String> result, JobProgress progress) implements Outcome {}

  /// The service is stopping; the next start runs the task again.
  record Interrupted() implements Outcome {}
}
