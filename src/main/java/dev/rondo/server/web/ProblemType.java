package dev.rondo.server.web;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The kinds of problem that the service answers with; each is documented under its URI.
public enum ProblemType {
  MALFORMED_REQUEST(
      400,
      "The request is malformed",
      "The body, a member of it or a parameter does not match the API description. `errors` lists each fault; correct them and send the request again."),
  UNAUTHENTICATED(
      401,
      "Not authenticated",
      "The request needs a key and has none, or its key or token is unknown, expired or revoked."),
  FORBIDDEN(
      403,
      "Not allowed",
      "The caller has a lower role than the request needs, or does not see the project; or the service refuses the request because of its `Host` or because it comes from a page of another origin. `detail` says which."),
  NOT_FOUND(404, "Not found", "No resource has this id or path. It may have been deleted."),
  METHOD_NOT_ALLOWED(
      405,
      "The method is not allowed here",
      "The path does not support this method; the `Allow` header lists the supported ones."),
  NOT_ACCEPTABLE(
      406,
      "No acceptable media type",
      "The service cannot write the answer in any media type of the `Accept` header."),
  CONFLICT(
      409,
      "Not possible in the present state",
      "The request is valid, but not possible in the present state, such as deleting a dataset that a job uses."),
  PRECONDITION_FAILED(
      412,
      "The resource has changed",
      "The resource has another version than `If-Match` names. Read it again, and send the request with its present `ETag`."),
  TOO_LARGE(
      413,
      "The body is too large",
      "The body is larger than a limit, or needs more memory than the service has. `detail` names the limit. Send less, raise the limit, or start the service with more memory."),
  UNSUPPORTED_MEDIA_TYPE(
      415,
      "The media type is not supported",
      "The path does not support the `Content-Type` of the body; the `Accept` header of the answer lists the supported ones."),
  UNREADABLE_UPLOAD(
      422,
      "The upload cannot be read",
      "The upload does not match its media type, or is ambiguous. Nothing was stored. Each fault has a remedy, and line and column if they are known."),
  INFEASIBLE(
      422,
      "The data do not allow it",
      "The request is well-formed, but the data do not allow it. An example is a lookback longer than every series."),
  TOO_MANY_REQUESTS(429, "Too many requests", "Try again after the time in `Retry-After`."),
  INTERNAL_ERROR(
      500,
      "Internal error",
      "The request did not cause the error. `incident` names the entry in the log of the service."),
  UNREADABLE_ROW(
      500,
      "A stored row cannot be read",
      "The stored row is damaged or was written by a newer version of the service; `detail` says which. Start the newer version, restore the row from a backup, or delete it. Everything else keeps working."),
  BAD_GATEWAY(
      502,
      "Another server failed",
      "The request needs another server, such as Prometheus, which failed, cannot be reached, or answers what cannot be read. `detail` says which. Try again when it works."),
  UNAVAILABLE(
      503,
      "Temporarily unavailable",
      "Try again after the time in `Retry-After`, or when `/actuator/health/readiness` says `UP`.");

  private static final Map<String, ProblemType> NAMES =
      Stream.of(values()).collect(Collectors.toMap(ProblemType::slug, Function.identity()));

  private final int status;
  private final String title;
  private final String description;

  ProblemType(int status, String title, String description) {
    this.status = status;
    this.title = title;
    this.description = description;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  public String description() {
    return description;
  }

  /// Last segment of the URI.
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The `type` of the problem, relative to the service.
  public String uri() {
    return "/problems/" + slug();
  }

  static @Nullable ProblemType named(String slug) {
    return NAMES.get(slug);
  }

  /// The general problem type of a status.
  static ProblemType of(int status) {
    return switch (status) {
      case 401 -> UNAUTHENTICATED;
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 409 -> CONFLICT;
      case 412 -> PRECONDITION_FAILED;
      case 413 -> TOO_LARGE;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      case 422 -> INFEASIBLE;
      case 429 -> TOO_MANY_REQUESTS;
      case 502 -> BAD_GATEWAY;
      case 503 -> UNAVAILABLE;
      default -> status >= 500 ? INTERNAL_ERROR : MALFORMED_REQUEST;
    };
  }
}
