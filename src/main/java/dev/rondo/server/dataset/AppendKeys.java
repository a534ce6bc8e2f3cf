package dev.rondo.server.dataset;

import dev.rondo.forecasting.document.DocumentFormat;
import dev.rondo.server.idempotency.Idempotent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The answers of additions with an `Idempotency-Key`, kept for [Idempotent#RETENTION]. Changes take place within the caller's transaction.
@Component
class AppendKeys {
  private static final DocumentFormat<Appended> ANSWER =
      DocumentFormat.of("answer to an addition", Appended.class);

  private final JdbcClient database;
  private final Clock clock;

  AppendKeys(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /// A key with what it stands for.
  ///
  /// @param hash SHA-256 of the request
  record Key(String text, String hash) {}

  /// An earlier answer.
  ///
  /// @param hash SHA-256 of the request that it answered
  record Earlier(String hash, Appended answer) {}

  Optional<Earlier> find(String datasetId, Key key) {
    return database
        .sql(
            "select body_hash, answer from append_key where dataset_id = ? and idempotency_key = ? and created_at > ?")
        .params(datasetId, key.text(), time(clock.instant().minus(Idempotent.RETENTION)))
        .query(AppendKeys::earlier)
        .optional();
  }

  private static Earlier earlier(ResultSet row, int number) throws SQLException {
    return new Earlier(
        Objects.requireNonNull(row.getString("body_hash")),
        ANSWER.read(Objects.requireNonNull(row.getString("answer"))));
  }

  /// Stores an answer, and deletes those that are too old.
  void add(String datasetId, Key key, Appended answer) {
    Instant now = clock.instant();
    database
        .sql("delete from append_key where dataset_id = ? and created_at <= ?")
        .params(datasetId, time(now.minus(Idempotent.RETENTION)))
        .update();
    database
        .sql(
            "insert into append_key (dataset_id, idempotency_key, body_hash, answer, created_at) values (?, ?, ?, ?, ?)")
        .params(datasetId, key.text(), key.hash(), ANSWER.write(answer), time(now))
        .update();
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
  }
}
