package dev.rondo.server.retraining;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A stored policy.
///
/// @param policy names its dataset
/// @param dueAt next run of the schedule; null if there is no schedule
public record StoredRetraining(
    String alias,
    String datasetId,
    RetrainingPolicy policy,
    Instant changedAt,
    @Nullable Instant dueAt) {}
