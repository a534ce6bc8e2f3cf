package dev.rondo.server.job;

import dev.rondo.forecasting.model.Estimate;
import dev.rondo.forecasting.model.ModelSpec;
import io.swagger.v3.oas.annotations.media.Schema;

/// The answer to a dry run.
@Schema(description = "Memory and time that a training would need; nothing was started")
record DryRun(String datasetId, String name, ModelSpec specification, Estimate estimate) {}
