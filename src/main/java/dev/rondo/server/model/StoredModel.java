package dev.rondo.server.model;

import dev.rondo.forecasting.model.Model;
import java.time.Instant;

/// A stored model without its weights.
///
/// @param jobId id of the training job
public record StoredModel(
    String id, String jobId, String name, Instant createdAt, Model.Description description) {}
