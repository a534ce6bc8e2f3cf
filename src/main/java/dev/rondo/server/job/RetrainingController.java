package dev.rondo.server.job;

import dev.rondo.server.Snapshot;
import dev.rondo.server.alias.Aliases;
import dev.rondo.server.conditional.Tagged;
import dev.rondo.server.idempotency.Idempotent;
import dev.rondo.server.memory.Reservation;
import dev.rondo.server.retraining.RetrainingPolicy;
import dev.rondo.server.retraining.RetrainingRun;
import dev.rondo.server.retraining.Retrainings;
import dev.rondo.server.retraining.StoredRetraining;
import dev.rondo.server.web.ConflictException;
import dev.rondo.server.web.IdOrLatest;
import dev.rondo.server.web.NotFoundException;
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
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Sets the policies by which models are trained again, and starts and shows their runs.
@RestController
@RequestMapping("/api/v1/aliases/{alias}/retraining")
@Tag(
    name = "Retraining",
    description =
        "The model behind an alias is trained again, and replaced if the new one is better")
class RetrainingController {
  private final RetrainingPolicies policies;
  private final RetrainingStart start;
  private final Retrainings retrainings;
  private final Aliases aliases;
  private final Jobs jobs;
  private final JobCommands commands;
  private final Snapshot snapshot;
  private final Reservation memory;

  /// @param requestMemory memory of the current request
  RetrainingController(
      RetrainingPolicies policies,
      RetrainingStart start,
      Retrainings retrainings,
      Aliases aliases,
      Jobs jobs,
      JobCommands commands,
      Snapshot snapshot,
      Reservation requestMemory) {
    this.policies = policies;
    this.start = start;
    this.retrainings = retrainings;
    this.aliases = aliases;
    this.jobs = jobs;
    this.commands = commands;
    this.snapshot = snapshot;
    this.memory = requestMemory;
  }

  @Operation(
      operationId = "putRetraining",
      summary = "Set when and how the model behind an alias is trained again",
      description =
          "A run trains a challenger on the newest version of the dataset and compares it with the present model from the same origins, all later than the values of that model's training; the challenger"
              + " is fitted on the values before the origins. Only if it is better by more than the uncertainty of the paired difference, it is trained on all values, and the alias stands for it.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      schema = @Schema(implementation = RetrainingPolicy.class),
                      examples =
                          @ExampleObject(
                              name = "Every week and after a warning",
                              value = "{\"schedule\": \"P7D\", \"onDrift\": true}"))))
  @ApiResponse(responseCode = "200", description = "Replaced; the schedule begins anew")
  @ApiResponse(
      responseCode = "201",
      description = "Created",
      content = @Content(schema = @Schema(implementation = RetrainingDescription.class)))
  @PutMapping(
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<RetrainingDescription> put(
      @Parameter(example = "champion") @PathVariable String alias, InputStream body) {
    boolean created = policies.put(alias, body);
    RetrainingDescription stored = RetrainingDescription.of(find(alias));
    return created
        ? ResponseEntity.created(URI.create(path(alias))).body(stored)
        : ResponseEntity.ok(stored);
  }

  @Operation(operationId = "getRetraining", summary = "Get the policy of an alias")
  @Tagged
  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  RetrainingDescription one(@Parameter(example = "champion") @PathVariable String alias) {
    return RetrainingDescription.of(find(alias));
  }

  private StoredRetraining find(String alias) {
    aliases.model(alias);
    return retrainings.find(alias).orElseThrow(() -> new NotFoundException("retraining", alias));
  }

  @Operation(
      operationId = "deleteRetraining",
      summary = "Delete the policy of an alias",
      description = "Its runs stay in the list, and one that has begun goes on.")
  @ApiResponse(responseCode = "204", description = "Removed")
  @DeleteMapping
  ResponseEntity<Void> remove(@Parameter(example = "champion") @PathVariable String alias) {
    if (!retrainings.remove(alias)) throw new NotFoundException("retraining", alias);
    return ResponseEntity.noContent().build();
  }

  @Operation(
      operationId = "startRetraining",
      summary = "Start a run at once",
      description = "The schedule does not change. Refused with 409 while a run has not ended.")
  @ApiResponse(
      responseCode = "202",
      description = "Accepted; `Location` is the URL of the run",
      headers = @Header(name = "Location", schema = @Schema(type = "string")),
      content = @Content(schema = @Schema(implementation = RetrainingRunDescription.class)))
  @ApiResponse(
      responseCode = "409",
      description = "A run of the alias has not ended",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(ref = "#/components/schemas/Problem")))
  @Idempotent
  @PostMapping(path = "/runs", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<RetrainingRunDescription> start(
      @Parameter(example = "champion") @PathVariable String alias) {
    Job job = start.request(find(alias), memory);
    return ResponseEntity.accepted()
        .location(URI.create(RetrainingRunDescription.path(alias, job.id())))
        .body(run(alias, job.id()));
  }

  private static String path(String alias) {
    return "/api/v1/aliases/" + alias + "/retraining";
  }

  @Operation(
      operationId = "listRetrainingRuns",
      summary = "List the runs of an alias, newest first")
  @GetMapping(path = "/runs", produces = MediaType.APPLICATION_JSON_VALUE)
  Page<RetrainingRunDescription> runs(
      @Parameter(example = "champion") @PathVariable String alias,
      @ParameterObject @ModelAttribute PageParameters page) {
    aliases.model(alias);
    Paging paging = page.paging();
    return snapshot.read(() ->
        Page.of(retrainings.runs(alias, paging), paging, RetrainingRun::id).map(this::described));
  }

  @Operation(operationId = "getRetrainingRun", summary = "Get a run with its decision")
  @Tagged
  @GetMapping(path = "/runs/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  RetrainingRunDescription run(
      @Parameter(example = "champion") @PathVariable String alias,
      @IdOrLatest @PathVariable String id) {
    return snapshot.read(() -> described(stored(alias, id)));
  }

  private RetrainingRun stored(String alias, String id) {
    return retrainings
        .run(alias, id)
        .orElseThrow(() -> new NotFoundException("run of the alias '" + alias + "'", id));
  }

  /// The decision and the end of the job are stored together, so the caller reads both from one snapshot.
  private RetrainingRunDescription described(RetrainingRun run) {
    return RetrainingRunDescription.of(run, jobs.find(run.id()).orElse(null));
  }

  @Operation(
      operationId = "cancelRetrainingRun",
      summary = "Cancel a run",
      description = "The alias and its model stay as they are.")
  @ApiResponse(
      responseCode = "202",
      description = "The run will end",
      content = @Content(schema = @Schema(implementation = RetrainingRunDescription.class)))
  @ApiResponse(
      responseCode = "409",
      description = "The run has already ended",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(ref = "#/components/schemas/Problem")))
  @PostMapping(path = "/runs/{id}/cancel", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<RetrainingRunDescription> cancel(
      @Parameter(example = "champion") @PathVariable String alias,
      @IdOrLatest @PathVariable String id) {
    RetrainingRun run = stored(alias, id);
    if (run.problem() != null)
      throw new ConflictException("the run '" + run.id() + "' has ended, it is failed");
    commands.cancel(run.id());
    return ResponseEntity.accepted().body(run(alias, run.id()));
  }
}
