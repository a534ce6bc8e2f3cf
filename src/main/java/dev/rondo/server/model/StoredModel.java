package dev.rondo.server.model;

import dev.rondo.forecasting.model.Model;
import java.time.Instant;

/// A kept model without its weights.
///
/// @param jobId of the training it comes from
public record StoredModel(
    String id, String jobId, String name, Instant createdAt, Model.Description description) {}
