package dev.rondo.server.job;

import dev.rondo.server.idempotency.Idempotent;
import dev.rondo.server.web.IdOrLatest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.InputStream;
import java.net.URI;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Pauses and resumes jobs, tries them again, and extends trainings.
@RestController
class JobCommandController {
  private static final String PAUSE =
      "A queued job pauses at once, a running one within a batch. What it has finished is kept, and it gives the same result as without a pause. A paused job keeps its dataset from being deleted.";
  private static final String RESUME =
      "A paused job waits again and continues where it was, in any replica. If its dataset has changed, it begins again.";
  private static final String RETRY =
      "A failed job waits again and continues from what it has finished.";

  private final Jobs jobs;
  private final JobCommands commands;
  private final TrainingExtension extension;

  JobCommandController(Jobs jobs, JobCommands commands, TrainingExtension extension) {
    this.jobs = jobs;
    this.commands = commands;
    this.extension = extension;
  }

  @Tag(name = "Training jobs")
  @Operation(operationId = "pauseTrainingJob", summary = "Pause a job", description = PAUSE)
  @Accepted
  @PostMapping(
      path = "/api/v1/training-jobs/{id}/pause",
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<TrainingJob> pauseTraining(@IdOrLatest @PathVariable String id) {
    return training(commands.pause(trainingId(id)));
  }

  @Tag(name = "Training jobs")
  @Operation(
      operationId = "resumeTrainingJob",
      summary = "Resume a paused job",
      description = RESUME)
  @Accepted
  @PostMapping(
      path = "/api/v1/training-jobs/{id}/resume",
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<TrainingJob> resumeTraining(@IdOrLatest @PathVariable String id) {
    return training(commands.resume(trainingId(id)));
  }

  @Tag(name = "Training jobs")
  @Operation(
      operationId = "retryTrainingJob",
      summary = "Try a failed job again",
      description = RETRY)
  @Accepted
  @PostMapping(
      path = "/api/v1/training-jobs/{id}/retry",
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<TrainingJob> retryTraining(@IdOrLatest @PathVariable String id) {
    return training(commands.retry(trainingId(id)));
  }

  @Tag(name = "Training jobs")
  @Operation(
      operationId = "extendTrainingJob",
      summary = "Train more epochs",
      description =
          "Continues the training of a network that has ended, from its last state: a new job, whose history begins with the epochs of this one, and which makes a new model. This job and its model stay."
              + " With a constant learning rate the weights are those of one longer training; a learning rate that falls with the number of epochs is computed for all epochs from here on."
              + " Refused with 409 if early stopping ended the training, if the dataset has changed, or if the last state is not kept any more.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      schema = @Schema(implementation = ExtensionRequest.class),
                      examples =
                          @ExampleObject(
                              name = "Five more epochs",
                              value = JobExamples.EXTENSION))))
  @ApiResponse(
      responseCode = "202",
      description = "Accepted; `Location` is the URL of the new job",
      headers = @Header(name = "Location", schema = @Schema(type = "string")))
  @ApiResponse(
      responseCode = "409",
      description = "The training cannot continue",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(ref = "#/components/schemas/Problem")))
  @Idempotent
  @PostMapping(
      path = "/api/v1/training-jobs/{id}/extend",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<TrainingJob> extendTraining(
      @IdOrLatest @PathVariable String id, InputStream body) {
    Job job = extension.extend(jobs.get(id, Task.Family.TRAINING), body);
    return ResponseEntity.accepted()
        .location(URI.create(TrainingJob.PATH + "/" + job.id()))
        .body(TrainingJob.of(job));
  }

  @Tag(name = "Backtests")
  @Operation(operationId = "pauseBacktest", summary = "Pause a backtest", description = PAUSE)
  @Accepted
  @PostMapping(path = "/api/v1/backtests/{id}/pause", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<BacktestJob> pauseBacktest(@IdOrLatest @PathVariable String id) {
    return backtest(commands.pause(backtestId(id)));
  }

  @Tag(name = "Backtests")
  @Operation(
      operationId = "resumeBacktest",
      summary = "Resume a paused backtest",
      description = RESUME)
  @Accepted
  @PostMapping(path = "/api/v1/backtests/{id}/resume", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<BacktestJob> resumeBacktest(@IdOrLatest @PathVariable String id) {
    return backtest(commands.resume(backtestId(id)));
  }

  @Tag(name = "Backtests")
  @Operation(
      operationId = "retryBacktest",
      summary = "Try a failed backtest again",
      description = RETRY)
  @Accepted
  @PostMapping(path = "/api/v1/backtests/{id}/retry", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<BacktestJob> retryBacktest(@IdOrLatest @PathVariable String id) {
    return backtest(commands.retry(backtestId(id)));
  }

  private String trainingId(String id) {
    return jobs.get(id, Task.Family.TRAINING).id();
  }

  private String backtestId(String id) {
    return jobs.get(id, Task.Family.BACKTEST).id();
  }

  private static ResponseEntity<TrainingJob> training(Job job) {
    return ResponseEntity.accepted().body(TrainingJob.of(job));
  }

  private static ResponseEntity<BacktestJob> backtest(Job job) {
    return ResponseEntity.accepted().body(BacktestJob.of(job, null));
  }
}
