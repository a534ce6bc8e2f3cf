package dev.rondo.server.job;

import dev.rondo.forecasting.model.Estimate;
import dev.rondo.forecasting.model.ModelSpec;
import io.swagger.v3.oas.annotations.media.Schema;

/// What a job would do, had it been started.
@Schema(description = "Memory and time that a training would need; nothing was started")
record DryRun(String datasetId, String name, ModelSpec specification, Estimate estimate) {}
