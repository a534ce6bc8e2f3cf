package dev.rondo.server.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rondo.forecasting.auto.AutoRequest;
import dev.rondo.forecasting.auto.Decision;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.server.web.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A job in the answers of the API.
@Schema(description = "A training that runs in the background")
record TrainingJob(
    String id,
    @Schema(example = "notebook") String name,
    JobState.Name state,
    @Schema(
            description =
                "number of times the job was started; above 1 if the service ended while it ran",
            example = "1")
        int attempt,
    JobProgress progress,
    @Schema(description = "jobs with a higher priority begin first", example = "0") int priority,
    String datasetId,
    @Schema(
            description =
                "complete specification, including defaults; absent in automatic trainings")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable ModelSpec specification,
    @Schema(
            description =
                "longest duration of the training of a network; absent if there is none, and in automatic trainings",
            example = "PT3M")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Duration maxDuration,
    @Schema(description = "request of an automatic training; absent in others")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable AutoRequest automatic,
    @Schema(
            description =
                "choices of an automatic training and their reasons; absent before it starts, and in others")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable List<Decision> plan,
    @Schema(description = "id of the job whose training it continues; absent in others")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String continues,
    @Schema(description = "id of the model that the job produced") @Nullable String modelId,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Schema(description = "reason of the failure") @Nullable Problem problem,
    @Schema(
            description =
                "limitations of the data, such as missing validation windows, and a longest duration that ended the training; absent in jobs of earlier versions")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable List<String> warnings) {

  static final String PATH = "/api/v1/training-jobs";

  static TrainingJob of(Job job) {
    return switch (job.task()) {
      case Task.Training training -> of(job, training.datasetId(), training.specification(), null);
      case Task.AutoTraining training -> of(job, training.datasetId(), null, training.automatic());
      case Task.Backtesting _, Task.Retraining _ ->
          throw new IllegalArgumentException("not a training: " + job.id());
    };
  }

  private static TrainingJob of(
      Job job,
      String datasetId,
      @Nullable ModelSpec specification,
      @Nullable AutoRequest automatic) {
    return new TrainingJob(
        job.id(),
        job.name(),
        job.state().name(),
        job.attempt(),
        job.progress(),
        job.priority(),
        datasetId,
        specification,
        job.maxDuration(),
        automatic,
        job.plan(),
        job.continues(),
        job.state().result(),
        job.createdAt(),
        job.startedAt(),
        job.finishedAt(),
        job.state().cause(),
        job.warnings());
  }
}
