package dev.rondo.server.identity;

import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.server.web.Ids;
import dev.rondo.server.web.Paging;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// The stored audit log. Entries are queued and written at intervals, so no request waits for them. If the database cannot take them
/// and the queue is full, further ones go to the log of the service and are counted.
@Component
class AuditLog {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private static final int WAITING = 10_000;
  private static final int TOGETHER = 500;

  private final JdbcClient database;
  private final JdbcTemplate batches;
  private final AccessSettings settings;
  private final Clock clock;
  private final Ids ids;
  private final Counter lost;
  private final BlockingQueue<AuditEntry> waiting = new LinkedBlockingQueue<>(WAITING);

  AuditLog(
      JdbcClient database,
      JdbcTemplate batches,
      AccessSettings settings,
      Clock clock,
      Ids ids,
      MeterRegistry registry) {
    this.database = database;
    this.batches = batches;
    this.settings = settings;
    this.clock = clock;
    this.ids = ids;
    this.lost =
        Counter.builder("rondo.audit.lost")
            .description("Entries of the audit log that could not be stored")
            .register(registry);
  }

  /// @param project null if the request was refused before it had one
  void add(
      Caller caller,
      @Nullable String project,
      String method,
      String path,
      int status,
      String requestId) {
    AuditEntry entry =
        new AuditEntry(
            ids.next(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            caller.name(),
            caller.keyId(),
            caller.role(),
            project,
            method,
            path,
            status,
            requestId);
    if (waiting.offer(entry)) return;
    lost.increment();
    LOG.warn("the audit log cannot take {}", entry);
  }

  /// Writes the entries that wait, and deletes old ones.
  synchronized void write() {
    List<AuditEntry> some = new ArrayList<>(TOGETHER);
    while (waiting.drainTo(some, TOGETHER) > 0) {
      try {
        insert(some);
      } catch (DataAccessException | TransactionException e) {
        for (AuditEntry entry : some) if (!waiting.offer(entry)) lost.increment();
        LOG.warn("the audit log cannot be written now: {}", e.toString());
        return;
      }
      some.clear();
    }
  }

  void removeOld() {
    database
        .sql("delete from audit_entry where id < ?")
        .param(Ids.earliest(clock.instant().minus(settings.audit().age())))
        .update();
  }

  /// Entries whose write failed may be stored nevertheless, if the answer of the database was lost; those are not written again.
  private void insert(List<AuditEntry> entries) {
    List<@Nullable Object[]> rows =
        entries.stream()
            .map(each ->
                new @Nullable Object[] {
                  each.id(),
                  each.at().atOffset(ZoneOffset.UTC),
                  each.caller(),
                  each.keyId(),
                  JsonTypes.kebab(each.role().name()),
                  each.project(),
                  each.method(),
                  each.path(),
                  each.status(),
                  each.requestId()
                })
            .toList();
    batches.batchUpdate(
        "insert into audit_entry (id, created_at, caller, key_id, role, project, method, path, status, request_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
        rows);
  }

  /// Newest first; one more than the page may have, if there are more.
  ///
  /// @param project only entries of this project; null for all
  /// @param caller only entries of this caller; null for all
  List<AuditEntry> all(Paging paging, @Nullable String project, @Nullable String caller) {
    write();
    JdbcClient.StatementSpec select =
        database
            .sql(
                "select * from audit_entry where id < ?"
                    + (project == null ? "" : " and project = ?")
                    + (caller == null ? "" : " and caller = ?")
                    + " order by id desc limit ?")
            .param(paging.after() == null ? Ids.LAST : paging.after());
    if (project != null) select = select.param(project);
    if (caller != null) select = select.param(caller);
    return select.param(paging.limit() + 1).query(AuditLog::entry).list();
  }

  private static AuditEntry entry(ResultSet row, int number) throws SQLException {
    return new AuditEntry(
        Objects.requireNonNull(row.getString("id")),
        Objects.requireNonNull(row.getObject("created_at", OffsetDateTime.class)).toInstant(),
        Objects.requireNonNull(row.getString("caller")),
        row.getString("key_id"),
        ApiKeys.role(row),
        row.getString("project"),
        Objects.requireNonNull(row.getString("method")),
        Objects.requireNonNull(row.getString("path")),
        row.getInt("status"),
        Objects.requireNonNull(row.getString("request_id")));
  }
}
