package dev.rondo.server.web;

import dev.rondo.forecasting.document.UnreadableDocumentException;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.reading.UnreadableException;
import dev.rondo.server.ServerSettings;
import dev.rondo.server.memory.BeyondMemoryException;
import dev.rondo.server.memory.MemoryTakenException;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;

/// Answers every exception with problem details.
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  /// Time after which a refused request may fit again.
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final Ids ids;
  private final ServerSettings.Limits limits;

  Problems(Ids ids, ServerSettings settings) {
    this.ids = ids;
    this.limits = settings.limits();
  }

  @ExceptionHandler
  ResponseEntity<Object> badRequest(BadRequestException e, HttpServletRequest request) {
    return faults(e.faults(), request.getRequestURI());
  }

  @ExceptionHandler
  ResponseEntity<Object> notFound(NotFoundException e, HttpServletRequest request) {
    List<Fault> faults =
        e.pointer() == null ? List.of() : List.of(Fault.at(e.pointer(), message(e)));
    return Problem.of(ProblemType.NOT_FOUND, message(e), faults)
        .at(request.getRequestURI())
        .answer();
  }

  @ExceptionHandler
  ResponseEntity<Object> unreadable(UnreadableDocumentException e, HttpServletRequest request) {
    return answer(ProblemType.UNREADABLE_ROW, e, request);
  }

  @ExceptionHandler
  ResponseEntity<Object> conflict(ConflictException e, HttpServletRequest request) {
    return answer(ProblemType.CONFLICT, e, request);
  }

  @ExceptionHandler
  ResponseEntity<Object> busy(BusyException e, WebRequest request) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, Long.toString(e.retryAfter().toSeconds()));
    return told(ProblemType.TOO_MANY_REQUESTS, message(e), headers, request);
  }

  @ExceptionHandler
  ResponseEntity<Object> tooLarge(TooLargeException e, HttpServletRequest request) {
    return answer(ProblemType.TOO_LARGE, e, request);
  }

  @ExceptionHandler
  ResponseEntity<Object> beyondMemory(BeyondMemoryException e, HttpServletRequest request) {
    return answer(ProblemType.TOO_LARGE, e, request);
  }

  @ExceptionHandler
  ResponseEntity<Object> memoryTaken(MemoryTakenException e, WebRequest request) {
    return later(message(e), request);
  }

  /// No connection is free in the pool, or the database does not answer.
  @ExceptionHandler
  ResponseEntity<Object> noConnection(CannotGetJdbcConnectionException e, WebRequest request) {
    return noDatabase(e, request);
  }

  @ExceptionHandler
  ResponseEntity<Object> noTransaction(CannotCreateTransactionException e, WebRequest request) {
    return noDatabase(e, request);
  }

  private ResponseEntity<Object> noDatabase(Exception e, WebRequest request) {
    LOG.warn("{}: no connection to the database: {}", path(request), root(e));
    return later("no database connection is available at the moment; try again", request);
  }

  private ResponseEntity<Object> later(String detail, WebRequest request) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, Long.toString(RETRY_AFTER.toSeconds()));
    return told(ProblemType.UNAVAILABLE, detail, headers, request);
  }

  @ExceptionHandler
  ResponseEntity<Object> unreadable(UnreadableException e, HttpServletRequest request) {
    List<Fault> faults = e.faults().stream().map(Fault::of).toList();
    return Problem.of(ProblemType.UNREADABLE_UPLOAD, message(e), faults)
        .at(request.getRequestURI())
        .answer();
  }

  @ExceptionHandler
  ResponseEntity<Object> infeasible(InfeasibleException e, HttpServletRequest request) {
    return Problem.of(e).at(request.getRequestURI()).answer();
  }

  @ExceptionHandler
  ResponseEntity<Object> infeasible(InfeasibleRequestException e, HttpServletRequest request) {
    return Problem.of(
            ProblemType.INFEASIBLE, message(e), List.of(Fault.at(e.pointer(), message(e))))
        .at(request.getRequestURI())
        .answer();
  }

  @ExceptionHandler
  ResponseEntity<Object> brokenUpload(MultipartException e, HttpServletRequest request) {
    return faults(
        List.of(Fault.at("", "the multipart body cannot be read: " + root(e))),
        request.getRequestURI());
  }

  @Override
  protected ResponseEntity<Object> handleMaxUploadSizeExceededException(
      MaxUploadSizeExceededException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    TooLargeException tooLarge =
        new TooLargeException(limits.upload().toBytes(), "rondo.limits.upload");
    return told(ProblemType.TOO_LARGE, message(tooLarge), headers, request);
  }

  /// Tomcat parses the query only when it is used, so a malformed one is reported here.
  @ExceptionHandler
  ResponseEntity<Object> brokenQuery(InvalidParameterException e, HttpServletRequest request) {
    return faults(
        List.of(new Fault(null, "", null, null, "the query string cannot be decoded")),
        request.getRequestURI());
  }

  /// Unexpected exceptions: the log gets the complete exception, the client the id of the log entry.
  @ExceptionHandler
  @Nullable ResponseEntity<Object> unforeseen(
      Throwable e, HttpServletRequest request, ServletWebRequest exchange) {
    if (DisconnectedClientHelper.isClientDisconnectedException(e)) return null;
    String incident = ids.next();
    LOG.error(
        "incident {}: {} {} failed", incident, request.getMethod(), request.getRequestURI(), e);
    if (exchange.getResponse() != null && exchange.getResponse().isCommitted()) return null;
    String detail = "an unexpected error; see the log of the service under incident " + incident;
    return Problem.of(ProblemType.INTERNAL_ERROR, detail)
        .with(incident)
        .at(request.getRequestURI())
        .answer();
  }

  @Override
  protected ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    // Message converters throw their own faults unchanged; the remaining cases are a missing or
    // incomplete body.
    boolean missing =
        Objects.requireNonNullElse(e.getMessage(), "")
            .startsWith("Required request body is missing");
    return faults(
        List.of(Fault.at("", missing ? "a body is required" : "the body cannot be read")),
        path(request));
  }

  @Override
  protected ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    String name =
        e instanceof MethodArgumentTypeMismatchException argument
            ? argument.getName()
            : Objects.requireNonNullElse(e.getPropertyName(), "");
    Class<?> type = e.getRequiredType();
    String expected = type == null ? "of another type" : Scalars.expected(type);
    return faults(
        List.of(
            Fault.parameter(name, name + " must be " + expected + ", was '" + e.getValue() + "'")),
        path(request));
  }

  @Override
  protected ResponseEntity<Object> handleMethodArgumentNotValid(
      MethodArgumentNotValidException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    List<Fault> faults =
        e.getFieldErrors().stream()
            .map(error -> {
              return Fault.parameter(
                  error.getField(),
                  error.getField()
                      + " must be "
                      + Scalars.expected(component(e, error.getField()))
                      + ", was '"
                      + error.getRejectedValue()
                      + "'");
            })
            .toList();
    return faults.isEmpty()
        ? faults(List.of(Fault.at("", "is not valid")), path(request))
        : faults(faults, path(request));
  }

  private static Class<?> component(MethodArgumentNotValidException e, String name) {
    RecordComponent[] components = e.getParameter().getParameterType().getRecordComponents();
    if (components == null) return String.class;
    return Stream.of(components)
        .filter(each -> each.getName().equals(name))
        .<Class<?>>map(RecordComponent::getType)
        .findFirst()
        .orElse(String.class);
  }

  @Override
  protected ResponseEntity<Object> handleMissingServletRequestParameter(
      MissingServletRequestParameterException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return faults(
        List.of(Fault.parameter(e.getParameterName(), e.getParameterName() + " is required")),
        path(request));
  }

  @Override
  protected ResponseEntity<Object> handleMissingServletRequestPart(
      MissingServletRequestPartException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return faults(
        List.of(
            Fault.parameter(
                e.getRequestPartName(), "the part '" + e.getRequestPartName() + "' is required")),
        path(request));
  }

  @Override
  protected ResponseEntity<Object> handleHandlerMethodValidationException(
      HandlerMethodValidationException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    List<Fault> faults =
        e.getParameterValidationResults().stream()
            .flatMap(result -> {
              String name =
                  Objects.requireNonNullElse(result.getMethodParameter().getParameterName(), "");
              return result.getResolvableErrors().stream()
                  .map(error -> Fault.parameter(name, name + " " + error.getDefaultMessage()));
            })
            .toList();
    return faults.isEmpty()
        ? faults(List.of(Fault.at("", "is not valid")), path(request))
        : faults(faults, path(request));
  }

  @Override
  protected ResponseEntity<Object> handleHttpMediaTypeNotSupported(
      HttpMediaTypeNotSupportedException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String supported =
        e.getSupportedMediaTypes().isEmpty()
            ? ""
            : "; supported are " + MediaType.toString(e.getSupportedMediaTypes());
    return told(ProblemType.UNSUPPORTED_MEDIA_TYPE, message(e) + supported, headers, request);
  }

  @Override
  protected ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(
      HttpMediaTypeNotAcceptableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return told(
        ProblemType.NOT_ACCEPTABLE,
        "the answer is available as " + MediaType.toString(e.getSupportedMediaTypes()),
        headers,
        request);
  }

  @Override
  protected ResponseEntity<Object> handleHttpRequestMethodNotSupported(
      HttpRequestMethodNotSupportedException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String[] methods = Objects.requireNonNullElse(e.getSupportedMethods(), new String[0]);
    return told(
        ProblemType.METHOD_NOT_ALLOWED,
        e.getMethod() + " is not allowed here; allowed are " + String.join(", ", methods),
        headers,
        request);
  }

  @Override
  protected ResponseEntity<Object> handleNoResourceFoundException(
      NoResourceFoundException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    return told(ProblemType.NOT_FOUND, "nothing exists at " + path(request), headers, request);
  }

  private static ResponseEntity<Object> told(
      ProblemType type, String detail, HttpHeaders headers, WebRequest request) {
    Problem problem = Problem.of(type, detail).at(path(request));
    return ResponseEntity.status(type.status())
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  @Override
  protected ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String detail =
        body instanceof ProblemDetail problem && problem.getDetail() != null
            ? problem.getDetail()
            : ProblemType.of(status.value()).title();
    if (status.is5xxServerError()) LOG.error("{} failed", path(request), e);
    Problem problem = Problem.of(ProblemType.of(status.value()), detail).at(path(request));
    return ResponseEntity.status(problem.status())
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  private static ResponseEntity<Object> faults(List<Fault> faults, String path) {
    String more = faults.size() == 1 ? "" : " (and " + (faults.size() - 1) + " more, see errors)";
    Fault first = faults.getFirst();
    String where =
        first.pointer() == null || first.pointer().isEmpty() ? "" : first.pointer() + ": ";
    return Problem.of(ProblemType.MALFORMED_REQUEST, where + first.detail() + more, faults)
        .at(path)
        .answer();
  }

  private static ResponseEntity<Object> answer(
      ProblemType type, Exception e, HttpServletRequest request) {
    return Problem.of(type, message(e)).at(request.getRequestURI()).answer();
  }

  private static String path(WebRequest request) {
    return ((ServletWebRequest) request).getRequest().getRequestURI();
  }

  private static String message(Exception e) {
    return Objects.requireNonNullElse(e.getMessage(), "");
  }

  private static String root(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) cause = cause.getCause();
    return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
  }
}
