package dev.rondo.server.job;

import dev.rondo.forecasting.model.ModelSpec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A training that was asked for.
///
/// @param attempt times it was started; above 1 after the service ended while it ran
/// @param progress of the present attempt, or where it ended
public record Job(
    String id,
    String name,
    String datasetId,
    JobState state,
    int attempt,
    Progress progress,
    ModelSpec specification,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {}
