package dev.rondo.server.maintenance;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// When all stored data were verified last, and what was found. The replicas of a service share it.
@Component
class VerificationStore {
  private final JdbcClient database;

  VerificationStore(JdbcClient database) {
    this.database = database;
  }

  /// @param startedAt of the last verification, which may be running or broken off; null if there was none
  /// @param report of the last one that finished; null if there was none
  record Last(@Nullable Instant startedAt, @Nullable VerificationReport report) {}

  Last last() {
    return database
        .sql("select started_at, report from verification where id = 1")
        .query(VerificationStore::row)
        .single();
  }

  private static Last row(ResultSet row, int number) throws SQLException {
    OffsetDateTime started = row.getObject("started_at", OffsetDateTime.class);
    String report = row.getString("report");
    return new Last(
        started == null ? null : started.toInstant(),
        report == null ? null : VerificationReport.FORMAT.read(report));
  }

  /// Records the begin, unless another one began in the meantime.
  ///
  /// @return whether this one may run
  boolean begin(Instant now, @Nullable Instant lastStart) {
    return database
            .sql(
                "update verification set started_at = ? where id = 1 and started_at is not distinct from ?")
            .params(time(now), lastStart == null ? null : time(lastStart))
            .update()
        > 0;
  }

  void finish(VerificationReport report) {
    database
        .sql("update verification set report = ? where id = 1")
        .param(VerificationReport.FORMAT.write(report))
        .update();
  }

  private static OffsetDateTime time(Instant instant) {
    return Objects.requireNonNull(instant).atOffset(ZoneOffset.UTC);
  }
}
