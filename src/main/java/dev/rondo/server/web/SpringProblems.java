package dev.rondo.server.web;

import dev.rondo.server.ServerSettings;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.HttpMessageNotWritableException;
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

/// Answers the exceptions of Spring with the same problem details as [Problems].
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class SpringProblems extends ResponseEntityExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(SpringProblems.class);

  private final ServerSettings.Limits limits;
  private final Problems others;

  SpringProblems(ServerSettings settings, Problems others) {
    this.limits = settings.limits();
    this.others = others;
  }

  @ExceptionHandler
  ResponseEntity<Object> brokenUpload(MultipartException e, WebRequest request) {
    return malformed(
        List.of(Fault.at("", "the multipart body cannot be read: " + root(e))), request);
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
    return malformed(
        List.of(Fault.at("", missing ? "a body is required" : "the body cannot be read")), request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotWritable(
      HttpMessageNotWritableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ServletWebRequest exchange = (ServletWebRequest) request;
    return others.notWritable(e, exchange.getRequest(), exchange);
  }

  @Override
  protected ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    String name =
        e instanceof MethodArgumentTypeMismatchException argument
            ? argument.getName()
            : Objects.requireNonNullElse(e.getPropertyName(), "");
    String detail = name + " must be " + expected(e) + ", was '" + text(e.getValue()) + "'";
    return malformed(List.of(Fault.parameter(name, detail)), request);
  }

  private static String expected(TypeMismatchException e) {
    Class<?> type = e.getRequiredType();
    if (type == null) return "of another type";
    if (List.class.isAssignableFrom(type)
        && e instanceof MethodArgumentTypeMismatchException argument) {
      Class<?> item =
          ResolvableType.forMethodParameter(argument.getParameter())
              .asCollection()
              .resolveGeneric(0);
      return "a list, separated by commas, and each item "
          + Scalars.expected(item == null ? String.class : item);
    }
    return Scalars.expected(type);
  }

  /// A value as in the query.
  private static String text(@Nullable Object value) {
    return value instanceof Object[] several
        ? String.join(",", Stream.of(several).map(String::valueOf).toList())
        : String.valueOf(value);
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
        ? malformed(List.of(Fault.at("", "is not valid")), request)
        : malformed(faults, request);
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
    return malformed(
        List.of(Fault.parameter(e.getParameterName(), e.getParameterName() + " is required")),
        request);
  }

  @Override
  protected ResponseEntity<Object> handleMissingServletRequestPart(
      MissingServletRequestPartException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return malformed(
        List.of(
            Fault.parameter(
                e.getRequestPartName(), "the part '" + e.getRequestPartName() + "' is required")),
        request);
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
        ? malformed(List.of(Fault.at("", "is not valid")), request)
        : malformed(faults, request);
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
    return told(ProblemType.of(status.value()), detail, headers, request);
  }

  private static ResponseEntity<Object> malformed(List<Fault> faults, WebRequest request) {
    return Problem.malformed(faults).at(path(request)).answer();
  }

  private static ResponseEntity<Object> told(
      ProblemType type, String detail, HttpHeaders headers, WebRequest request) {
    return Problem.of(type, detail).at(path(request)).answer(headers);
  }

  private static String path(WebRequest request) {
    return ((ServletWebRequest) request).getRequest().getRequestURI();
  }

  private static String message(Exception e) {
    return Objects.requireNonNullElse(e.getMessage(), "");
  }

  /// The message of the innermost cause.
  static String root(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) cause = cause.getCause();
    return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
  }
}
