package dev.rondo.server.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.server.web.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A job as the API answers it: its state taken apart.
@Schema(description = "A training in the background")
record TrainingJob(
    String id,
    @Schema(example = "notebook") String name,
    JobState.Name state,
    @Schema(
            description = "times it was started; above 1 after the service ended while it ran",
            example = "1")
        int attempt,
    JobProgress progress,
    String datasetId,
    @Schema(description = "everything it trains with, defaults included") ModelSpec specification,
    @Schema(description = "of the model it ended with") @Nullable String modelId,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Schema(description = "why it failed") @Nullable Problem problem,
    @Schema(
            description =
                "what the data leave out, told in the answer to the start of a job; a model tells it again")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable List<String> warnings) {

  static TrainingJob of(Job job) {
    return switch (job.task()) {
      case Task.Training training -> of(job, training);
    };
  }

  private static TrainingJob of(Job job, Task.Training training) {
    return new TrainingJob(
        job.id(),
        job.name(),
        job.state().name(),
        job.attempt(),
        job.progress(),
        training.datasetId(),
        training.specification(),
        job.state().result(),
        job.createdAt(),
        job.startedAt(),
        job.finishedAt(),
        job.state().cause(),
        null);
  }

  TrainingJob with(List<String> told) {
    return new TrainingJob(
        id,
        name,
        state,
        attempt,
        progress,
        datasetId,
        specification,
        modelId,
        createdAt,
        startedAt,
        finishedAt,
        problem,
        told);
  }
}
