package dev.rondo.server.web;

import dev.rondo.forecasting.document.UnreadableDocumentException;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.reading.UnreadableException;
import dev.rondo.server.memory.BeyondMemoryException;
import dev.rondo.server.memory.MemoryTakenException;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.util.DisconnectedClientHelper;

/// Answers the exceptions of the service with problem details, and every exception that nothing else answers. [SpringProblems]
/// comes first and answers those of Spring.
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  /// Time after which a refused request may fit again.
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  /// States of SQL: a row with the key exists; a row to which this one refers is missing, in PostgreSQL and in H2.
  private static final Set<String> OVERTAKEN = Set.of("23505", "23503", "23506");

  private final Ids ids;
  private final StoredRows rows;

  Problems(Ids ids, StoredRows rows) {
    this.ids = ids;
    this.rows = rows;
  }

  @ExceptionHandler
  ResponseEntity<Object> badRequest(BadRequestException e, HttpServletRequest request) {
    return Problem.malformed(e.faults()).at(request.getRequestURI()).answer();
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
  ResponseEntity<Object> forbidden(ForbiddenException e, HttpServletRequest request) {
    Fault fault = Fault.at(e.pointer(), message(e));
    return Problem.of(ProblemType.FORBIDDEN, Problem.summary(List.of(fault)), List.of(fault))
        .at(request.getRequestURI())
        .answer();
  }

  @ExceptionHandler
  ResponseEntity<Object> unreadable(UnreadableDocumentException e, HttpServletRequest request) {
    rows.tell(request.getRequestURI(), e);
    return answer(ProblemType.UNREADABLE_ROW, e, request);
  }

  @ExceptionHandler
  ResponseEntity<Object> conflict(ConflictException e, HttpServletRequest request) {
    return Problem.of(ProblemType.CONFLICT, message(e), e.faults())
        .at(request.getRequestURI())
        .answer();
  }

  @ExceptionHandler
  ResponseEntity<Object> preconditionFailed(
      PreconditionFailedException e, HttpServletRequest request) {
    return answer(ProblemType.PRECONDITION_FAILED, e, request);
  }

  @ExceptionHandler
  ResponseEntity<Object> badGateway(BadGatewayException e, HttpServletRequest request) {
    return answer(ProblemType.BAD_GATEWAY, e, request);
  }

  @ExceptionHandler
  ResponseEntity<Object> occupied(OccupiedException e, HttpServletRequest request) {
    return later(message(e), request);
  }

  @ExceptionHandler
  ResponseEntity<Object> overloaded(OverloadedException e, HttpServletRequest request) {
    return later(message(e), Duration.ofSeconds(1), request);
  }

  @ExceptionHandler
  ResponseEntity<Object> busy(BusyException e, HttpServletRequest request) {
    return Problem.of(ProblemType.TOO_MANY_REQUESTS, message(e))
        .at(request.getRequestURI())
        .answer(e.retryAfter());
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
  ResponseEntity<Object> memoryTaken(MemoryTakenException e, HttpServletRequest request) {
    return later(message(e), request);
  }

  /// Another transaction holds what this one needs for too long; H2 tells it as a timeout.
  @ExceptionHandler({PessimisticLockingFailureException.class, QueryTimeoutException.class})
  ResponseEntity<Object> locked(DataAccessException e, HttpServletRequest request) {
    return changing(e, request);
  }

  private static ResponseEntity<Object> changing(Throwable e, HttpServletRequest request) {
    LOG.warn("{}: {}", request.getRequestURI(), SpringProblems.root(e));
    return later("another request changes the same data at the moment; try again", request);
  }

  /// Another transaction has created the same row, or deleted one to which this one refers, since this one looked.
  @ExceptionHandler
  @Nullable ResponseEntity<Object> overtaken(
      DataIntegrityViolationException e, HttpServletRequest request, ServletWebRequest exchange) {
    return e.getRootCause() instanceof SQLException sql && OVERTAKEN.contains(sql.getSQLState())
        ? changing(e, request)
        : unforeseen(e, request, exchange);
  }

  private static ResponseEntity<Object> noDatabase(Throwable e, HttpServletRequest request) {
    LOG.warn("{}: the database does not work: {}", request.getRequestURI(), SpringProblems.root(e));
    return later("the database is not available at the moment; try again", request);
  }

  private static ResponseEntity<Object> later(String detail, HttpServletRequest request) {
    return later(detail, RETRY_AFTER, request);
  }

  private static ResponseEntity<Object> later(
      String detail, Duration after, HttpServletRequest request) {
    return Problem.of(ProblemType.UNAVAILABLE, detail).at(request.getRequestURI()).answer(after);
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
    return Problem.of(ProblemType.INFEASIBLE, message(e), e.faults())
        .at(request.getRequestURI())
        .answer();
  }

  /// Tomcat parses the query only when it is used, so a malformed one is reported here.
  @ExceptionHandler
  ResponseEntity<Object> brokenQuery(InvalidParameterException e, HttpServletRequest request) {
    return Problem.malformed(
            List.of(new Fault(null, "", null, null, "the query string cannot be decoded")))
        .at(request.getRequestURI())
        .answer();
  }

  /// What fails while an answer is written is answered as if it had failed before.
  @Nullable ResponseEntity<Object> notWritable(
      HttpMessageNotWritableException e, HttpServletRequest request, ServletWebRequest exchange) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause())
      if (cause instanceof UnreadableDocumentException damaged) return unreadable(damaged, request);
    return unforeseen(e, request, exchange);
  }

  /// Unexpected exceptions: the log gets the complete exception, the client the id of the log entry.
  @ExceptionHandler
  @Nullable ResponseEntity<Object> unforeseen(
      Throwable e, HttpServletRequest request, ServletWebRequest exchange) {
    if (DisconnectedClientHelper.isClientDisconnectedException(e)) return null;
    if (DatabaseOutage.in(e)) return noDatabase(e, request);
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

  private static ResponseEntity<Object> answer(
      ProblemType type, Exception e, HttpServletRequest request) {
    return Problem.of(type, message(e)).at(request.getRequestURI()).answer();
  }

  private static String message(Exception e) {
    return Objects.requireNonNullElse(e.getMessage(), "");
  }
}
