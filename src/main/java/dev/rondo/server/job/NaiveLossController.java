package dev.rondo.server.job;

import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.forecasting.model.NaiveLoss;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.server.dataset.Datasets;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.web.ConflictException;
import dev.rondo.server.web.IdOrLatest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Tells the loss that a training must fall below to be useful.
@RestController
@Tag(name = "Training jobs")
class NaiveLossController {
  private final Jobs jobs;
  private final Datasets datasets;
  private final Reservation memory;

  NaiveLossController(Jobs jobs, Datasets datasets, Reservation requestMemory) {
    this.jobs = jobs;
    this.datasets = datasets;
    this.memory = requestMemory;
  }

  @Schema(name = "NaiveLoss", description = "The validation loss of the naive forecast")
  record Answer(
      @Schema(
              description =
                  "in the scale of `validationLoss` in the history; null if there are no validation windows",
              example = "0.0451")
          @Nullable Double loss) {}

  @Operation(
      operationId = "getNaiveLoss",
      summary = "Get the validation loss of the naive forecast",
      description =
          "The loss of a forecast that repeats the last value that the network reads, on the validation windows of the training, in the newest version of its dataset. It can be compared with `validationLoss` in the history, whatever scaler and loss"
              + " were chosen, and it is known before the training ends. An automatic training has no such loss: 409.")
  @GetMapping(
      path = TrainingJob.PATH + "/{id}/naive-loss",
      produces = MediaType.APPLICATION_JSON_VALUE)
  Answer naive(@IdOrLatest @PathVariable String id) {
    Job job = jobs.get(id, Task.Family.TRAINING);
    if (!(job.task() instanceof Task.Training(String datasetId, ModelSpec specification)))
      throw new ConflictException(
          "the training job '" + job.id() + "' is automatic; only networks by hand have a loss");
    Dataset dataset = datasets.load(datasets.get(datasetId), memory);
    try {
      memory.grow(NaiveLoss.bytes(dataset, specification));
      OptionalDouble loss = NaiveLoss.of(dataset, specification);
      return new Answer(loss.isPresent() ? (Double) loss.getAsDouble() : null);
    } catch (InfeasibleException e) {
      throw new ConflictException(
          "the dataset has changed and no longer allows the training: " + e.getMessage());
    }
  }
}
