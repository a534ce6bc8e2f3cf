package dev.rondo.server.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rondo.forecasting.model.InfeasibleException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// An error as problem details (RFC 9457).
///
/// @param errors all faults that were found; empty if `detail` is complete
/// @param incident id of the log entry of an internal error
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    @Schema(
            description = "kind of problem; the service documents it under this path",
            example = "/problems/malformed-request")
        String type,
    @Schema(example = "The request is malformed") String title,
    @Schema(example = "400") int status,
    @Schema(example = "lookback must be between 1 and 100000, was 0") String detail,
    @Schema(description = "path of the request", example = "/api/v1/training-jobs")
        @Nullable String instance,
    List<Fault> errors,
    @Nullable String incident,
    @Schema(description = "`X-Request-Id` of the answer") @Nullable String requestId) {

  public static Problem of(ProblemType type, String detail) {
    return of(type, detail, List.of());
  }

  public static Problem of(ProblemType type, String detail, List<Fault> errors) {
    return new Problem(type.uri(), type.title(), type.status(), detail, null, errors, null, null);
  }

  /// A request with one fault or more; the first one is in the detail.
  static Problem malformed(List<Fault> faults) {
    return of(ProblemType.MALFORMED_REQUEST, summary(faults), faults);
  }

  /// The first fault with its pointer, and how many more there are.
  static String summary(List<Fault> faults) {
    String more = faults.size() == 1 ? "" : " (and " + (faults.size() - 1) + " more, see errors)";
    Fault first = faults.getFirst();
    String where =
        first.pointer() == null || first.pointer().isEmpty() ? "" : first.pointer() + ": ";
    return where + first.detail() + more;
  }

  public static Problem of(InfeasibleException e) {
    List<Fault> faults =
        e.obstacles().stream()
            .map(obstacle -> Fault.at(Pointers.of(obstacle.subject()), obstacle.detail()))
            .toList();
    return of(ProblemType.INFEASIBLE, Objects.requireNonNullElse(e.getMessage(), ""), faults);
  }

  /// The problem of a request, with its path and id.
  public Problem at(String path) {
    return new Problem(type, title, status, detail, path, errors, incident, RequestIds.current());
  }

  Problem with(String incidentId) {
    return new Problem(type, title, status, detail, instance, errors, incidentId, requestId);
  }

  public ResponseEntity<Object> answer() {
    return answer(HttpHeaders.EMPTY);
  }

  /// @param retryAfter time after which the request may succeed
  ResponseEntity<Object> answer(Duration retryAfter) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds()));
    return answer(headers);
  }

  public ResponseEntity<Object> answer(HttpHeaders headers) {
    return ResponseEntity.status(status)
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(this);
  }
}
