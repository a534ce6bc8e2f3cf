package dev.rondo.server.job;

import dev.rondo.forecasting.backtest.Leaderboard;
import dev.rondo.server.Snapshot;
import dev.rondo.server.backtest.BacktestReport;
import dev.rondo.server.backtest.Backtests;
import dev.rondo.server.conditional.Tagged;
import dev.rondo.server.idempotency.Idempotent;
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

/// Starts, shows, cancels and deletes backtests.
@RestController
@RequestMapping(BacktestJob.PATH)
@Tag(
    name = "Backtests",
    description =
        "Comparisons of automatic trainings, networks, baselines and stored models on the past of a dataset")
class BacktestController {
  private final BacktestStart start;
  private final Jobs jobs;
  private final JobCommands commands;
  private final Backtests backtests;
  private final Snapshot snapshot;

  BacktestController(
      BacktestStart start,
      Jobs jobs,
      JobCommands commands,
      Backtests backtests,
      Snapshot snapshot) {
    this.start = start;
    this.jobs = jobs;
    this.commands = commands;
    this.backtests = backtests;
    this.snapshot = snapshot;
  }

  @Operation(
      operationId = "startBacktest",
      summary = "Compare candidates on the past",
      description =
          "Starts a backtest in the background. Each candidate forecasts from several origins in the past, from the values before the origin only. Only `datasetId` is required: then `auto` is compared with"
              + " baselines. The result has a leaderboard with the differences to the best candidate and their uncertainty; forecasts and errors are kept. `dryRun=true` starts nothing and answers with the"
              + " origins, the number of fits, the memory that the backtest would need, and what would be refused.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      schema = @Schema(implementation = BacktestRequest.class),
                      examples = {
                        @ExampleObject(name = "Baselines", value = BacktestExamples.QUICK),
                        @ExampleObject(
                            name = "An automatic training beside baselines",
                            value = BacktestExamples.AUTOMATIC),
                        @ExampleObject(
                            name = "Ensembles by hand",
                            value = BacktestExamples.ENSEMBLES),
                        @ExampleObject(name = "All defaults", value = BacktestExamples.SHORT),
                        @ExampleObject(
                            name = "A network, a trained model and a baseline",
                            value = BacktestExamples.NETWORK)
                      })))
  @ApiResponse(
      responseCode = "202",
      description = "Accepted; `Location` is the URL of the backtest",
      headers = @Header(name = "Location", schema = @Schema(type = "string")),
      content = @Content(schema = @Schema(implementation = BacktestJob.class)))
  @ApiResponse(
      responseCode = "200",
      description = "What the backtest would do and need, with `dryRun=true`",
      content = @Content(schema = @Schema(implementation = BacktestDryRun.class)))
  @Idempotent
  @PostMapping(
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> start(
      InputStream body,
      @Parameter(description = "tell what the backtest would do and need, but start nothing")
          @RequestParam(defaultValue = "false")
          boolean dryRun) {
    if (dryRun) return ResponseEntity.ok(start.dryRun(body));
    Job job = start.start(body);
    return ResponseEntity.accepted()
        .location(URI.create(BacktestJob.PATH + "/" + job.id()))
        .body(BacktestJob.of(job, null));
  }

  @Operation(operationId = "listBacktests", summary = "List backtests, newest first")
  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  Page<BacktestJob> all(
      @Parameter(description = "only backtests in this state") @RequestParam(required = false)
          JobState.@Nullable Name state,
      @ParameterObject @ModelAttribute PageParameters page) {
    Paging paging = page.paging();
    return Page.of(jobs.all(paging, Task.Family.BACKTEST, state), paging)
        .map(job -> BacktestJob.of(job, null));
  }

  @Operation(
      operationId = "getBacktest",
      summary = "Get a backtest",
      description =
          "Includes its state, its progress, the complete specification and, at the end, the leaderboard; after a cancellation or a failure, that of the finished origins.")
  @Tagged
  @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  BacktestJob one(
      @IdOrLatest @PathVariable String id,
      @Parameter(
              description =
                  "measure by which candidates are ranked and compared; default: `mase`, or `mae` if no series has a scale for MASE")
          @RequestParam(required = false)
          Leaderboard.@Nullable Measure by) {
    return snapshot.read(() -> {
      Job job = jobs.get(id, Task.Family.BACKTEST);
      return BacktestJob.of(job, job.state().name().ended() ? report(job.id(), by) : null);
    });
  }

  private @Nullable BacktestReport report(String id, Leaderboard.@Nullable Measure by) {
    return backtests
        .ranked(id)
        .map(ranked -> by == null ? ranked.report() : ranked.by(by))
        .orElse(null);
  }

  @Operation(
      operationId = "cancelBacktest",
      summary = "Cancel a backtest",
      description =
          "It keeps the forecasts and errors of the origins that all candidates have finished, marked as `incomplete`; if there are none, it ends without a result.")
  @ApiResponse(
      responseCode = "202",
      description = "The backtest will end",
      content = @Content(schema = @Schema(implementation = BacktestJob.class)))
  @ApiResponse(
      responseCode = "409",
      description = "The backtest has already ended",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(ref = "#/components/schemas/Problem")))
  @PostMapping(path = "/{id}/cancel", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<BacktestJob> cancel(@IdOrLatest @PathVariable String id) {
    Job job = commands.cancel(jobs.get(id, Task.Family.BACKTEST).id());
    return ResponseEntity.accepted().body(BacktestJob.of(job, null));
  }

  @Operation(
      operationId = "deleteBacktest",
      summary = "Delete a backtest that has ended",
      description = "Also deletes its forecasts and errors.")
  @ApiResponse(responseCode = "204", description = "Removed")
  @DeleteMapping("/{id}")
  ResponseEntity<Void> remove(@PathVariable String id) {
    jobs.remove(id, Task.Family.BACKTEST);
    return ResponseEntity.noContent().build();
  }
}
