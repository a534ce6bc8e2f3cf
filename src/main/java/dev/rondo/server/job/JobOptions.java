package dev.rondo.server.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What is known of a new job beside its task.
///
/// @param priority jobs with a higher one begin first
/// @param continues the job whose training it continues; null for none
/// @param maxDuration longest duration of the training of a network; null for none
record JobOptions(int priority, @Nullable String continues, @Nullable Duration maxDuration) {
  private static final int HIGHEST_PRIORITY = 10;
  static final JobOptions USUAL = new JobOptions(0, null, null);

  /// Throws [IllegalArgumentException].
  static void checkPriority(@Nullable Integer priority) {
    if (priority != null && Math.abs(priority) > HIGHEST_PRIORITY)
      throw new IllegalArgumentException(
          "priority must be between %d and %d, was %d"
              .formatted(-HIGHEST_PRIORITY, HIGHEST_PRIORITY, priority));
  }

  static JobOptions of(@Nullable Integer priority) {
    return priority == null ? USUAL : new JobOptions(priority, null, null);
  }

  JobOptions within(@Nullable Duration longest) {
    return new JobOptions(priority, continues, longest);
  }
}
