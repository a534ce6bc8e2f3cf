package dev.rondo.server.model;

import dev.rondo.forecasting.model.Model;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A stored model without its weights.
///
/// @param jobId id of the training job; null for a model that was imported
/// @param datasetId dataset that it was trained on, which may have been removed since; null if it is not known
/// @param datasetVersion version of the dataset; null for models of earlier builds
/// @param trainedUntil position of the last observed target of its dataset; null for models of earlier builds
public record StoredModel(
    String id,
    @Nullable String jobId,
    String name,
    Instant createdAt,
    Model.Description description,
    @Nullable String datasetId,
    @Nullable Integer datasetVersion,
    @Nullable Long trainedUntil) {}
