package dev.rondo.server.job;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How the run of a task ended, unless by an exception.
sealed interface Outcome {
  /// It is done.
  ///
  /// @param result stores the result within the caller's transaction, and gives its id
  record Done(Supplier<String> result, JobProgress progress) implements Outcome {}

  /// A user ended it.
  ///
  /// @param result as in [Done]; null where there is none
  record Cancelled(@Nullable Supplier<String> result, JobProgress progress) implements Outcome {}

  /// The service ends; the next start goes on.
  record Interrupted() implements Outcome {}
}
