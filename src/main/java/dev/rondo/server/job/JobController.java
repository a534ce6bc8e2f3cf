package dev.rondo.server.job;

import dev.rondo.server.conditional.Tagged;
import dev.rondo.server.idempotency.Idempotent;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.web.IdOrLatest;
import dev.rondo.server.web.Page;
import dev.rondo.server.web.PageParameters;
import dev.rondo.server.web.Paging;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.InputStream;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Starts, shows, cancels and deletes training jobs.
@RestController
@RequestMapping(TrainingJob.PATH)
@Tag(
    name = "Training jobs",
    description = "Trainings that run in the background and produce models")
class JobController {
  private final TrainingStart start;
  private final Jobs jobs;
  private final JobCommands commands;
  private final Reservation memory;

  /// @param requestMemory memory of the current request
  JobController(TrainingStart start, Jobs jobs, JobCommands commands, Reservation requestMemory) {
    this.start = start;
    this.jobs = jobs;
    this.commands = commands;
    this.memory = requestMemory;
  }

  @Operation(
      operationId = "startTrainingJob",
      summary = "Train a model",
      description =
          "Starts a training in the background. Only `datasetId` is required: then everything is chosen from the data, and `horizon`, `maxDuration`, `season`, `ensemble` and `seed` may be given. A"
              + " request with `window`, `split`, `scaler`, `network`, `training` or `evaluation` trains one network as specified; the answer shows all defaults. What the data do not"
              + " allow is refused at once. `dryRun=true` starts nothing and answers with the plan, or with the memory and time that the training would need.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      schema = @Schema(implementation = JobRequest.class),
                      examples = {
                        @ExampleObject(
                            name = "The teaching notebook",
                            value = JobExamples.NOTEBOOK),
                        @ExampleObject(name = "Automatic", value = JobExamples.SHORT),
                        @ExampleObject(
                            name = "Automatic, three steps ahead",
                            value = JobExamples.AUTOMATIC),
                        @ExampleObject(name = "An ensemble by hand", value = JobExamples.ENSEMBLE),
                        @ExampleObject(name = "A day ahead", value = JobExamples.HORIZON)
                      })))
  @ApiResponse(
      responseCode = "202",
      description = "Accepted; `Location` is the URL of the job",
      headers = @Header(name = "Location", schema = @Schema(type = "string")),
      content = @Content(schema = @Schema(implementation = TrainingJob.class)))
  @ApiResponse(
      responseCode = "200",
      description = "Memory and time that the training would need, with `dryRun=true`",
      content = @Content(schema = @Schema(implementation = DryRun.class)))
  @Idempotent
  @PostMapping(
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> start(
      InputStream body,
      @Parameter(description = "estimate memory and time, but start nothing")
          @RequestParam(defaultValue = "false")
          boolean dryRun) {
    if (dryRun) return ResponseEntity.ok(start.dryRun(body));
    Job job = start.start(body);
    return ResponseEntity.accepted()
        .location(URI.create(TrainingJob.PATH + "/" + job.id()))
        .body(TrainingJob.of(job));
  }

  @Operation(operationId = "listTrainingJobs", summary = "List jobs, newest first")
  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  Page<TrainingJob> all(
      @Parameter(description = "only jobs in this state") @RequestParam(required = false)
          JobState.@Nullable Name state,
      @ParameterObject @ModelAttribute PageParameters page) {
    Paging paging = page.paging();
    return Page.of(jobs.all(paging, Task.Family.TRAINING, state), paging).map(TrainingJob::of);
  }

  @Operation(
      operationId = "getTrainingJob",
      summary = "Get a job",
      description = "Includes its state, its progress and the complete specification.")
  @Tagged
  @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  TrainingJob one(@IdOrLatest @PathVariable String id) {
    return TrainingJob.of(jobs.get(id, Task.Family.TRAINING));
  }

  @Operation(
      operationId = "getTrainingHistory",
      summary = "Get losses and errors of each epoch",
      description = "As JSON or `text/csv`. The history grows while the job runs.")
  @ApiResponse(
      responseCode = "200",
      description = "The epochs that have ended so far",
      content = {
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = TrainingHistory.class)),
        @Content(
            mediaType = "text/csv",
            schema = @Schema(type = "string"),
            examples = @ExampleObject(JobExamples.HISTORY_CSV))
      })
  @GetMapping(path = "/{id}/history", produces = MediaType.APPLICATION_JSON_VALUE)
  TrainingHistory history(@IdOrLatest @PathVariable String id) {
    return jobs.history(jobs.get(id, Task.Family.TRAINING).id(), memory);
  }

  @Operation(operationId = "getTrainingHistoryCsv")
  @GetMapping(path = "/{id}/history", produces = "text/csv")
  String historyCsv(@IdOrLatest @PathVariable String id) {
    return history(id).csv();
  }

  @Operation(
      operationId = "cancelTrainingJob",
      summary = "Cancel a job",
      description =
          "A queued job ends at once, a running one within a batch. If at least one epoch has ended, the best weights are stored as a model.")
  @ApiResponse(
      responseCode = "202",
      description = "The job will end",
      content = @Content(schema = @Schema(implementation = TrainingJob.class)))
  @ApiResponse(
      responseCode = "409",
      description = "The job has already ended",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(ref = "#/components/schemas/Problem")))
  @PostMapping(path = "/{id}/cancel", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<TrainingJob> cancel(@IdOrLatest @PathVariable String id) {
    return ResponseEntity.accepted()
        .body(TrainingJob.of(commands.cancel(jobs.get(id, Task.Family.TRAINING).id())));
  }

  @Operation(
      operationId = "deleteTrainingJob",
      summary = "Delete a job that has ended",
      description = "Also deletes its history and events, but not its model.")
  @ApiResponse(responseCode = "204", description = "Removed")
  @DeleteMapping("/{id}")
  ResponseEntity<Void> remove(@PathVariable String id) {
    jobs.remove(id, Task.Family.TRAINING);
    return ResponseEntity.noContent().build();
  }
}
