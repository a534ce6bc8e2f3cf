package dev.rondo.server.idempotency;

import dev.rondo.server.project.Project;
import dev.rondo.server.web.ConflictException;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.InfeasibleRequestException;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/// What requests with an `Idempotency-Key` have created or changed within a day.
@Component
public class Creations {
  private final JdbcClient database;
  private final Clock clock;

  Creations(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /// What a request has created.
  ///
  /// @param hash SHA-256 of the request
  /// @param location path of what it created
  /// @param status status of the first answer
  record Creation(String hash, String location, int status) {}

  /// What an earlier request with the key of this one created. Throws [InfeasibleRequestException] if that was another request.
  Optional<Creation> earlier(KeyedRequest request) throws IOException, ServletException {
    Optional<Creation> earlier = find(request.key());
    if (earlier.isPresent() && !request.hash().equals(earlier.get().hash()))
      throw InfeasibleRequestException.of(
          List.of(
              Fault.parameter(
                  Idempotent.HEADER,
                  "the %s '%s' was used for another request; use a new key"
                      .formatted(Idempotent.HEADER, request.key()))));
    return earlier;
  }

  /// Path of what an earlier request with the `Idempotency-Key` of the current one created; empty without a key. Only for
  /// [Idempotent.Repeated#HANDLED]. Throws [InfeasibleRequestException] if the earlier request was another one.
  public Optional<String> earlier() {
    KeyedRequest request = current();
    if (request == null) return Optional.empty();
    try {
      return earlier(request).map(Creation::location);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ServletException e) {
      throw new IllegalStateException("the parts of the form were read before", e);
    }
  }

  private Optional<Creation> find(String key) {
    return database
        .sql(
            "select request_hash, location, status from creation where project = ? and idempotency_key = ? and created_at > ?")
        .params(Project.current().name(), key, time(clock.instant().minus(Idempotent.RETENTION)))
        .query((row, _) ->
            new Creation(
                Objects.requireNonNull(row.getString("request_hash")),
                Objects.requireNonNull(row.getString("location")),
                row.getInt("status")))
        .optional();
  }

  /// Remembers a thing that the request creates and answers with 201; see [#accepted].
  public void created(String location) {
    record(location, HttpStatus.CREATED);
  }

  /// Remembers a job that the request queues and answers with 202, if it has an `Idempotency-Key`. Call it in the transaction that creates it, so that either
  /// both are stored or neither is. Call it once. Throws [ConflictException] if another request with the key was stored meanwhile.
  ///
  /// @param location path of what is created
  public void accepted(String location) {
    record(location, HttpStatus.ACCEPTED);
  }

  /// Remembers a change that the request makes and answers with 200, and that must not be made twice; see [#accepted].
  ///
  /// @param location path of what is changed
  public void changed(String location) {
    record(location, HttpStatus.OK);
  }

  private void record(String location, HttpStatus status) {
    KeyedRequest request = current();
    if (request == null) return;
    Instant now = clock.instant();
    database
        .sql("delete from creation where created_at <= ?")
        .param(time(now.minus(Idempotent.RETENTION)))
        .update();
    try {
      database
          .sql(
              "insert into creation (project, idempotency_key, request_hash, location, status, created_at) values (?, ?, ?, ?, ?, ?)")
          .params(
              Project.current().name(),
              request.key(),
              request.hash(),
              location,
              status.value(),
              time(now))
          .update();
    } catch (DuplicateKeyException e) {
      throw new ConflictException(
          List.of(
              Fault.parameter(
                  Idempotent.HEADER,
                  "another request with the Idempotency-Key '%s' arrived at the same time; send this one again to get the answer"
                      .formatted(request.key()))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ServletException e) {
      throw new IllegalStateException("the parts of the form were read before", e);
    }
  }

  private static @Nullable KeyedRequest current() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes exchange
        ? KeyedRequest.of(exchange.getRequest())
        : null;
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
  }
}
