package dev.rondo.server.job;

import dev.rondo.engine.network.NetworkSpec;
import dev.rondo.engine.training.TrainingSpec;
import dev.rondo.forecasting.evaluation.EvaluationSpec;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.forecasting.scaling.Scaler;
import dev.rondo.forecasting.window.Split;
import dev.rondo.forecasting.window.WindowSpec;
import dev.rondo.server.web.Names;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A request for a training. The defaults of members that are left out or null depend on the dataset.
record JobRequest(
    String datasetId,
    @Schema(
            description = "name of the job and its model; default: the name of the dataset",
            example = "notebook")
        @Nullable String name,
    @Schema(description = "seed of all random numbers", example = "42") @Nullable Long seed,
    @Nullable WindowSpec window,
    @Nullable Split split,
    @Nullable Scaler scaler,
    @Nullable NetworkSpec network,
    @Nullable TrainingSpec training,
    @Nullable EvaluationSpec evaluation) {
  JobRequest {
    if (name != null) Names.checked(name);
  }

  ModelSpec specification(ModelSpec defaults) {
    return new ModelSpec(
        Objects.requireNonNullElse(seed, defaults.seed()),
        Objects.requireNonNullElse(window, defaults.window()),
        Objects.requireNonNullElse(split, defaults.split()),
        Objects.requireNonNullElse(scaler, defaults.scaler()),
        Objects.requireNonNullElse(network, defaults.network()),
        Objects.requireNonNullElse(training, defaults.training()),
        Objects.requireNonNullElse(evaluation, defaults.evaluation()));
  }
}
