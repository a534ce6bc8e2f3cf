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
      "A member of the body, a parameter or the body as a whole is not what the API description asks for. Each fault is listed in `errors`; correct them and send the request again."),
  UNAUTHENTICATED(
      401, "Who is asking is not known", "The request needs credentials that it does not carry."),
  FORBIDDEN(403, "Not allowed", "The credentials of the request do not allow it."),
  NOT_FOUND(
      404,
      "There is no such thing",
      "The identifier or the path names nothing that exists. It may have been deleted."),
  METHOD_NOT_ALLOWED(
      405,
      "The method is not allowed here",
      "The path exists, but not for this method; the `Allow` header lists those that it takes."),
  NOT_ACCEPTABLE(
      406,
      "No acceptable form of the answer",
      "The answer cannot be given in any media type of the `Accept` header."),
  CONFLICT(
      409,
      "The state does not allow it",
      "The request is fine, but not in the present state of the thing, such as deleting a dataset that a job reads."),
  TOO_LARGE(
      413,
      "The body is too large",
      "The body is larger than the service is set to take, or what it holds needs more memory than the service has. `detail` names the limit. Send less, raise the limit, or give the service more memory."),
  UNSUPPORTED_MEDIA_TYPE(
      415,
      "The media type is not supported",
      "The body has a `Content-Type` that this path does not read; the `Accept` header of the answer lists those that it does."),
  UNREADABLE_UPLOAD(
      422,
      "The upload cannot be read",
      "The upload is not what its media type says, or cannot be understood without doubt. Nothing of it was kept. Each fault names line and column where it has one, and a remedy."),
  INFEASIBLE(
      422,
      "The data do not allow it",
      "The request is well-formed, but not possible with these data, such as a lookback longer than every series."),
  TOO_MANY_REQUESTS(429, "Too many requests", "Try again after the time in `Retry-After`."),
  INTERNAL_ERROR(
      500,
      "Something went wrong inside the service",
      "The fault is not in the request. `incident` names the entry in the service's log."),
  UNREADABLE_ROW(
      500,
      "What is stored cannot be read",
      "The stored row was written by a newer version of the service, or is damaged; `detail` says which. Start the newer version, take the row from a backup, or delete the thing. Everything else works on."),
  UNAVAILABLE(
      503,
      "The service cannot answer now",
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

  /// Name within the URI.
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

  /// The general kind of a status.
  static ProblemType of(int status) {
    return switch (status) {
      case 401 -> UNAUTHENTICATED;
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 409 -> CONFLICT;
      case 413 -> TOO_LARGE;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      case 422 -> INFEASIBLE;
      case 429 -> TOO_MANY_REQUESTS;
      case 503 -> UNAVAILABLE;
      default -> status >= 500 ? INTERNAL_ERROR : MALFORMED_REQUEST;
    };
  }
}
