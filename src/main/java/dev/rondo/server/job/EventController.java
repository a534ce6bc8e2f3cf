package dev.rondo.server.job;

import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.IdOrLatest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Streams the events of jobs.
@RestController
class EventController {
  private final Jobs jobs;
  private final JobEventStreams streams;

  EventController(Jobs jobs, JobEventStreams streams) {
    this.jobs = jobs;
    this.streams = streams;
  }

  @Tag(name = "Training jobs")
  @Operation(
      operationId = "followTrainingJob",
      summary = "Follow a job",
      description =
          "Streams server-sent events, starting with the first: `state` when the state changes, `epoch` when an epoch has ended, `progress` at most twice a second. The stream ends after the"
              + " last state. `Last-Event-ID` resumes after that event. If no more events will come, the answer is 204, and an `EventSource` stops reconnecting.")
  @ApiResponse(
      responseCode = "200",
      description = "The events",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
              schema = @Schema(type = "string"),
              examples = @ExampleObject(JobExamples.EVENTS)))
  @ApiResponse(responseCode = "204", description = "No more events will come", content = @Content)
  @GetMapping(
      path = "/api/v1/training-jobs/{id}/events",
      produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<SseEmitter> ofTraining(
      @IdOrLatest @PathVariable String id,
      @Parameter(description = "id of the last event that the client received")
          @RequestHeader(name = "Last-Event-ID", required = false)
          @Nullable String lastEventId) {
    return events(jobs.get(id, Task.Family.TRAINING), lastEventId);
  }

  @Tag(name = "Backtests")
  @Operation(
      operationId = "followBacktest",
      summary = "Follow a backtest",
      description =
          "Streams server-sent events as those of a training job: `state` when the state changes, and `progress` at most twice a second. The `stage` of a progress names the candidate and the"
              + " origin.")
  @ApiResponse(
      responseCode = "200",
      description = "The events",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
              schema = @Schema(type = "string"),
              examples = @ExampleObject(BacktestExamples.EVENTS)))
  @ApiResponse(responseCode = "204", description = "No more events will come", content = @Content)
  @GetMapping(path = "/api/v1/backtests/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<SseEmitter> ofBacktest(
      @IdOrLatest @PathVariable String id,
      @Parameter(description = "id of the last event that the client received")
          @RequestHeader(name = "Last-Event-ID", required = false)
          @Nullable String lastEventId) {
    return events(jobs.get(id, Task.Family.BACKTEST), lastEventId);
  }

  private ResponseEntity<SseEmitter> events(Job job, @Nullable String lastEventId) {
    long last = number(lastEventId);
    if (job.state().name().ended() && streams.nothingAfter(job.id(), last))
      return ResponseEntity.noContent().build();
    return ResponseEntity.ok()
        .header("Cache-Control", "no-store")
        .header("X-Accel-Buffering", "no")
        .body(streams.open(job.id(), last));
  }

  private static long number(@Nullable String lastEventId) {
    if (lastEventId == null || lastEventId.isBlank()) return 0;
    try {
      long number = Long.parseLong(lastEventId.strip());
      if (number >= 0) return number;
    } catch (NumberFormatException e) {
      // reported below
    }
    throw new BadRequestException(
        Fault.parameter(
            "Last-Event-ID",
            "Last-Event-ID must be the id of an earlier event of this job, was '"
                + lastEventId
                + "'"));
  }
}
