package dev.rondo.server.retraining;

import dev.rondo.server.web.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A stored run of a policy.
///
/// @param id that of its job, if it has one
/// @param datasetVersion version of the dataset when it was started; null if the dataset was not there
/// @param decision null before the end
/// @param problem reason why it could not be started; null if it has a job
public record RetrainingRun(
    String id,
    String alias,
    RetrainingCause cause,
    Instant createdAt,
    @Nullable Integer datasetVersion,
    @Nullable RetrainingDecision decision,
    @Nullable Problem problem) {}
