package dev.rondo.server.model;

import dev.rondo.forecasting.model.Model;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A stored model without its weights.
///
/// @param jobId id of the training job
/// @param datasetVersion version of the dataset that it was trained on; null for models of earlier builds
public record StoredModel(
    String id,
    String jobId,
    String name,
    Instant createdAt,
    Model.Description description,
    @Nullable Integer datasetVersion) {}
