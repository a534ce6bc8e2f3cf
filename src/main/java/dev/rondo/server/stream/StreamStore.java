package dev.rondo.server.stream;

import dev.rondo.forecasting.document.Checksum;
import dev.rondo.forecasting.document.UnreadableDocumentException;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.server.Snapshot;
import dev.rondo.server.project.Project;
import dev.rondo.server.web.Paging;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The stored streams. A request appends one row to the journal of its stream; from time to time the windows are written and the
/// journal is emptied. Each change is one transaction.
@Component
class StreamStore {
  private static final String ROW =
      "select id, generation, model_id, frequency, zone, created_at, expires_after, expires_at, seq, series, journal_bytes from stream";

  private final JdbcClient database;
  private final JdbcTemplate batches;
  private final TransactionTemplate transaction;
  private final Snapshot snapshot;

  StreamStore(
      JdbcClient database,
      JdbcTemplate batches,
      TransactionTemplate transaction,
      Snapshot snapshot) {
    this.database = database;
    this.batches = batches;
    this.transaction = transaction;
    this.snapshot = snapshot;
  }

  Optional<StreamRow> find(String id) {
    return database
        .sql(ROW + " where project = ? and id = ?")
        .params(Project.current().name(), id)
        .query(StreamStore::row)
        .optional();
  }

  /// What identifies the present content of a stream.
  record Version(String generation, long seq) {}

  Optional<Version> version(String id) {
    return database
        .sql("select generation, seq from stream where project = ? and id = ?")
        .params(Project.current().name(), id)
        .query((row, _) ->
            new Version(Objects.requireNonNull(row.getString("generation")), row.getLong("seq")))
        .optional();
  }

  /// The numbers of the last requests in some streams of all projects.
  Map<String, Long> lastRequests(Set<String> keys) {
    if (keys.isEmpty()) return Map.of();
    Map<String, Long> last = new HashMap<>();
    // Two lists let the database use the primary key; streams that only their combination names are
    // left out.
    database
        .sql("select project, id, seq from stream where project in (:projects) and id in (:ids)")
        .param("projects", keys.stream().map(key -> key.substring(0, key.indexOf('/'))).toList())
        .param("ids", keys.stream().map(key -> key.substring(key.indexOf('/') + 1)).toList())
        .query(row -> {
          last.put(row.getString("project") + "/" + row.getString("id"), row.getLong("seq"));
        });
    last.keySet().retainAll(keys);
    return last;
  }

  /// In the order of their ids; one more than the page may have, if there are more.
  List<StreamRow> all(Paging paging) {
    return database
        .sql(ROW + " where project = ? and id > ? order by id limit ?")
        .param(Project.current().name())
        .params(Objects.requireNonNullElse(paging.after(), ""), paging.limit() + 1)
        .query(StreamStore::row)
        .list();
  }

  /// Number of streams of all projects.
  long count() {
    return database.sql("select count(*) from stream").query(Long.class).single();
  }

  /// Bytes that [#load] reads.
  long bytes(String id) {
    return database
        .sql(
            "select coalesce((select sum(octet_length(steps)) from stream_series where project = ? and stream_id = ?), 0)"
                + " + coalesce((select sum(octet_length(observations)) from stream_journal where project = ? and stream_id = ?), 0)")
        .params(Project.current().name(), id)
        .params(Project.current().name(), id)
        .query(Long.class)
        .single();
  }

  /// Reads a stream with its windows.
  ///
  /// @param window steps that its model reads
  Optional<StreamState> load(String id, int window) {
    return snapshot.read(() -> find(id).map(row -> load(row, window)));
  }

  private StreamState load(StreamRow row, int window) {
    Map<String, SeriesWindow> series = new HashMap<>();
    for (SeriesWindow one : written(row.id())) series.put(one.id(), one);
    Set<String> unwritten = new HashSet<>();
    database
        .sql(
            "select seq, checksum, observations from stream_journal where project = ? and stream_id = ? order by seq")
        .params(Project.current().name(), row.id())
        .query(journal -> {
          long seq = journal.getLong("seq");
          for (Journal.Entry entry : Journal.entries(bytes(journal, "observations"))) {
            String seriesId = entry.seriesId();
            SeriesWindow before = series.get(seriesId);
            if (before == null) before = SeriesWindow.empty(seriesId, entry.start(), seq);
            series.put(seriesId, before.with(entry.step(), entry.value(), window, seq));
            unwritten.add(seriesId);
          }
        });
    return new StreamState(row, series, unwritten);
  }

  private List<SeriesWindow> written(String id) {
    return database
        .sql(
            "select series_id, start_at, first_step, checksum, steps, seq from stream_series where project = ? and stream_id = ?")
        .params(Project.current().name(), id)
        .query((series, _) ->
            SeriesWindow.stored(
                Objects.requireNonNull(series.getString("series_id")),
                (Long) series.getObject("start_at"),
                series.getLong("first_step"),
                Journal.values(bytes(series, "steps")),
                series.getLong("seq")))
        .list();
  }

  /// The bytes of a row; throws [UnreadableDocumentException] if they are damaged. Rows of earlier versions have no checksum.
  private static byte[] bytes(ResultSet row, String column) throws SQLException {
    byte[] bytes = Objects.requireNonNull(row.getBytes(column));
    long checksum = row.getLong("checksum");
    if (!row.wasNull() && checksum != Checksum.of(bytes))
      throw new UnreadableDocumentException(
          "the observations of the stream are damaged: a checksum does not match");
    return bytes;
  }

  /// A stored stream.
  ///
  /// @param created whether there was none with this id
  record Put(StreamRow row, boolean created) {}

  /// Stores what follows a stream, which no other request changes meanwhile.
  ///
  /// @param next makes the new row from that of the stream before, which is null if there is none; it may throw
  /// @param windows of the series; null to keep those of the stream before
  Put put(
      String id,
      Function<@Nullable StreamRow, StreamRow> next,
      @Nullable List<SeriesWindow> windows) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          StreamRow before = locked(id);
          StreamRow row = next.apply(before);
          // A row that is deleted and inserted again would be missed by those who wait for it.
          if (before == null) insert(row);
          else update(row);
          if (windows != null) {
            if (before != null) forget(id);
            write(id, windows.stream().map(one -> one.by(row.seq())).toList());
          }
          return new Put(row, before == null);
        }));
  }

  private @Nullable StreamRow locked(String id) {
    return database
        .sql(ROW + " where project = ? and id = ? for update")
        .params(Project.current().name(), id)
        .query(StreamStore::row)
        .optional()
        .orElse(null);
  }

  private void insert(StreamRow row) {
    database
        .sql(
            "insert into stream (project, id, generation, model_id, frequency, zone, created_at, expires_after, expires_at, seq, series, journal_bytes)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            Project.current().name(),
            row.id(),
            row.generation(),
            row.modelId(),
            row.frequency().toString(),
            row.zone().getId())
        .param(row.createdAt().atOffset(ZoneOffset.UTC))
        .param(seconds(row.expiresAfter()))
        .param(time(row.expiresAt()))
        .params(row.seq(), row.series(), row.journalBytes())
        .update();
  }

  private void update(StreamRow row) {
    database
        .sql(
            "update stream set generation = ?, model_id = ?, frequency = ?, zone = ?, expires_after = ?, expires_at = ?, seq = ?, series = ?, journal_bytes = ? where project = ? and id = ?")
        .params(row.generation(), row.modelId(), row.frequency().toString(), row.zone().getId())
        .param(seconds(row.expiresAfter()))
        .param(time(row.expiresAt()))
        .params(row.seq(), row.series(), row.journalBytes(), Project.current().name(), row.id())
        .update();
  }

  /// Deletes the series of a stream.
  private void forget(String id) {
    for (String table : List.of("stream_series", "stream_journal"))
      database
          .sql("delete from " + table + " where project = ? and stream_id = ?")
          .params(Project.current().name(), id)
          .update();
  }

  private void replace(String id, Collection<SeriesWindow> windows) {
    String project = Project.current().name();
    batches.batchUpdate(
        "delete from stream_series where project = ? and stream_id = ? and series_id = ?",
        windows.stream().map(one -> new Object[] {project, id, one.id()}).toList());
    write(id, windows);
  }

  private void write(String id, Collection<SeriesWindow> windows) {
    String project = Project.current().name();
    List<@Nullable Object[]> rows = windows.stream().map(one -> row(project, id, one)).toList();
    batches.batchUpdate(
        "insert into stream_series (project, stream_id, series_id, seq, start_at, first_step, checksum, steps) values (?, ?, ?, ?, ?, ?, ?, ?)",
        rows);
  }

  private static @Nullable Object[] row(String project, String id, SeriesWindow window) {
    byte[] steps = Journal.bytes(window.values());
    return new @Nullable Object[] {
      project,
      id,
      window.id(),
      window.seq(),
      window.start(),
      window.first(),
      Checksum.of(steps),
      steps
    };
  }

  /// Stores the observations of a request.
  ///
  /// @param next the row after it
  /// @param windows to write in place of the whole journal; null to append to the journal
  /// @return false if the stream has changed or was removed in the meantime; then nothing is stored
  boolean append(StreamRow next, byte[] observations, @Nullable List<SeriesWindow> windows) {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          int updated =
              database
                  .sql(
                      "update stream set seq = ?, series = ?, journal_bytes = ?, expires_at = ? where project = ? and id = ? and generation = ? and seq = ?")
                  .params(next.seq(), next.series(), next.journalBytes())
                  .param(time(next.expiresAt()))
                  .params(Project.current().name(), next.id(), next.generation(), next.seq() - 1)
                  .update();
          if (updated == 0) return false;
          if (windows == null) {
            database
                .sql(
                    "insert into stream_journal (project, stream_id, seq, checksum, observations) values (?, ?, ?, ?, ?)")
                .params(Project.current().name(), next.id(), next.seq())
                .params(Checksum.of(observations), observations)
                .update();
          } else {
            database
                .sql("delete from stream_journal where project = ? and stream_id = ?")
                .params(Project.current().name(), next.id())
                .update();
            replace(next.id(), windows);
          }
          return true;
        }));
  }

  /// Returns whether the stream existed.
  boolean remove(String id) {
    return database
            .sql("delete from stream where project = ? and id = ?")
            .params(Project.current().name(), id)
            .update()
        > 0;
  }

  /// Removes the streams of all projects that have expired.
  void removeExpired(Instant now) {
    database
        .sql("delete from stream where expires_at <= ?")
        .param(now.atOffset(ZoneOffset.UTC))
        .update();
  }

  private static @Nullable Long seconds(@Nullable Duration duration) {
    return duration == null ? null : (Long) duration.toSeconds();
  }

  private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static StreamRow row(ResultSet row, int number) throws SQLException {
    Long seconds = (Long) row.getObject("expires_after");
    return new StreamRow(
        Objects.requireNonNull(row.getString("id")),
        Objects.requireNonNull(row.getString("generation")),
        Objects.requireNonNull(row.getString("model_id")),
        Frequency.parse(Objects.requireNonNull(row.getString("frequency"))),
        ZoneId.of(Objects.requireNonNull(row.getString("zone"))),
        Objects.requireNonNull(row.getObject("created_at", OffsetDateTime.class)).toInstant(),
        seconds == null ? null : Duration.ofSeconds(seconds),
        instant(row.getObject("expires_at", OffsetDateTime.class)),
        row.getLong("seq"),
        row.getInt("series"),
        row.getLong("journal_bytes"));
  }
}
