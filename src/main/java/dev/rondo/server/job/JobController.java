package dev.rondo.server.job;

import dev.rondo.forecasting.auto.AutoRequest;
import dev.rondo.forecasting.model.Estimate;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.server.ServerSettings;
import dev.rondo.server.dataset.DatasetDescription;
import dev.rondo.server.dataset.Datasets;
import dev.rondo.server.memory.MemoryBudget;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.web.ConflictException;
import dev.rondo.server.web.IdOrLatest;
import dev.rondo.server.web.InfeasibleRequestException;
import dev.rondo.server.web.LimitedInputStream;
import dev.rondo.server.web.NotFoundException;
import dev.rondo.server.web.Page;
import dev.rondo.server.web.PageParameters;
import dev.rondo.server.web.Paging;
import dev.rondo.server.web.RecordBinder;
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
import java.util.List;
import java.util.Optional;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Starts, shows, cancels and deletes training jobs.
@RestController
@RequestMapping("/api/v1/training-jobs")
@Tag(
    name = "Training jobs",
    description = "Trainings that run in the background and produce models")
class JobController {
  private final Jobs jobs;
  private final JobRunner runner;
  private final Datasets datasets;
  private final Fit fit;
  private final RecordBinder binder;
  private final JsonMapper json;
  private final MemoryBudget memory;
  private final Reservation requestMemory;
  private final long limit;

  /// @param requestMemory memory of the current request, which grows if its dataset must be read
  JobController(
      Jobs jobs,
      JobRunner runner,
      Datasets datasets,
      Fit fit,
      RecordBinder binder,
      JsonMapper json,
      MemoryBudget memory,
      Reservation requestMemory,
      ServerSettings settings) {
    this.jobs = jobs;
    this.runner = runner;
    this.datasets = datasets;
    this.fit = fit;
    this.binder = binder;
    this.json = json;
    this.memory = memory;
    this.requestMemory = requestMemory;
    this.limit = settings.limits().json().toBytes();
  }

  @Operation(
      operationId = "startTrainingJob",
      summary = "Train a model",
      description =
          "Starts a training in the background. Only `datasetId` is required: then everything is chosen from the data, and `horizon`, `maxDuration`, `season` and `seed` may be given. A"
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
  @PostMapping(
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> start(
      InputStream body,
      @Parameter(description = "estimate memory and time, but start nothing")
          @RequestParam(defaultValue = "false")
          boolean dryRun) {
    Lookup lookup = new Lookup();
    JobRequest request =
        binder.bind(
            new LimitedInputStream(body, limit, "rondo.limits.json"),
            JobRequest.class,
            tree -> fallback(tree, lookup));
    DatasetDescription description =
        lookup
            .find(request.datasetId())
            .orElseThrow(() -> new NotFoundException("dataset", request.datasetId(), "/datasetId"));
    Dataset dataset = datasets.load(description, requestMemory);
    String name = request.name() == null ? description.name() : request.name();
    if (request.isAutomatic())
      return automatic(request.automatic(), description, dataset, name, dryRun);
    request.refuseMixture();
    Integer horizon = request.window() == null ? null : request.window().horizon();
    ModelSpec specification = request.specification(fit.defaults(dataset, horizon));
    if (dryRun) {
      Estimate timed = timed(dataset, specification);
      return ResponseEntity.ok(DryRun.of(description.id(), name, specification, timed));
    }
    Estimate estimate = fit.estimate(dataset, specification, false);
    long needed = estimate.memoryBytes() + description.bytes();
    refuseBeyondMemory(needed);
    return accepted(
        runner.submit(
            name, new Task.Training(description.id(), specification), needed, estimate.warnings()));
  }

  /// An estimate with the duration; without it if the trial that measures it needs more memory than the service has.
  private Estimate timed(Dataset dataset, ModelSpec specification) {
    long trial = fit.trialBytes(dataset, specification);
    if (trial > memory.bytes() - requestMemory.bytes())
      return fit.estimate(dataset, specification, false);
    requestMemory.grow(trial);
    try {
      return fit.estimate(dataset, specification, true);
    } finally {
      requestMemory.shrink(trial);
    }
  }

  private ResponseEntity<Object> automatic(
      AutoRequest request,
      DatasetDescription description,
      Dataset dataset,
      String name,
      boolean dryRun) {
    long memory = fit.automaticBytes(dataset, request);
    if (dryRun)
      return ResponseEntity.ok(
          DryRun.of(description.id(), name, request, fit.plan(dataset, request), memory));
    long needed = memory + description.bytes();
    refuseBeyondMemory(needed);
    return accepted(
        runner.submit(name, new Task.AutoTraining(description.id(), request), needed, List.of()));
  }

  private static ResponseEntity<Object> accepted(Job job) {
    return ResponseEntity.accepted()
        .location(URI.create("/api/v1/training-jobs/" + job.id()))
        .body(TrainingJob.of(job));
  }

  /// Finds the dataset of a request once, so that `latest` does not change within the request.
  private final class Lookup {
    private @Nullable String id;
    private Optional<DatasetDescription> found = Optional.empty();

    Optional<DatasetDescription> find(String wanted) {
      if (!wanted.equals(id)) {
        found = datasets.find(wanted);
        id = wanted;
      }
      return found;
    }
  }

  /// The default specification for the dataset of a request, or the general one if the request names no dataset.
  private JsonNode fallback(JsonNode request, Lookup lookup) {
    // Nothing is filled in where everything is chosen from the data.
    if (JobRequest.BY_HAND.stream().noneMatch(member -> request.hasNonNull(member)))
      return json.createObjectNode();
    JsonNode id = request.get("datasetId");
    if (id == null || !id.isString()) return json.valueToTree(ModelSpec.USUAL);
    JsonNode horizon = request.at("/window/horizon");
    Integer wanted = horizon.isInt() ? horizon.intValue() : null;
    return lookup
        .find(id.stringValue())
        .map(dataset -> fit.defaults(datasets.load(dataset, requestMemory), wanted))
        .map(json::<JsonNode>valueToTree)
        .orElseGet(() -> json.valueToTree(ModelSpec.USUAL));
  }

  private void refuseBeyondMemory(long needed) {
    long most = memory.bytes();
    if (needed > most) {
      throw new InfeasibleRequestException(
          "/network",
          "the training would need about "
              + (needed >> 20)
              + " MiB, but the service has "
              + (most >> 20)
              + " MiB for all its work; a smaller network, batch or lookback would need less, and -Xmx gives the service more");
    }
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
    return jobs.history(jobs.get(id, Task.Family.TRAINING).id());
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
        .body(TrainingJob.of(runner.cancel(jobs.get(id, Task.Family.TRAINING).id())));
  }

  @Operation(
      operationId = "deleteTrainingJob",
      summary = "Delete a job that has ended",
      description = "Also deletes its history and events, but not its model.")
  @ApiResponse(responseCode = "204", description = "Removed")
  @DeleteMapping("/{id}")
  ResponseEntity<Void> remove(@PathVariable String id) {
    if (jobs.remove(id, Task.Family.TRAINING)) return ResponseEntity.noContent().build();
    if (!jobs.exists(id, Task.Family.TRAINING)) throw new NotFoundException("training job", id);
    throw new ConflictException(
        "the job '" + id + "' has not ended; cancel it or wait for its end");
  }
}
