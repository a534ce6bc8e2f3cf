package dev.rondo.server.job;

import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.server.web.Listeners;
import dev.rondo.server.web.RemoteNews;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// The stored events of all jobs; wakes listeners when there are new ones.
@Component
class JobEvents {
  private final JdbcClient database;
  private final JdbcTemplate batches;
  private final JobEnds ends;
  private final Listeners listeners = new Listeners();

  JobEvents(JdbcClient database, JdbcTemplate batches, JobEnds ends) {
    this.database = database;
    this.batches = batches;
    this.ends = ends;
  }

  /// Adds the event of a change of state and tells webhooks of an end, within the caller's transaction.
  void tell(String jobId, JobState state, int attempt) {
    append(jobId, JobEvent.Type.STATE, List.of(StateChange.of(jobId, state, attempt)));
    ends.tell(jobId, state, attempt);
  }

  /// Adds events of one type, within the caller's transaction; wakes listeners after the commit.
  void append(String jobId, JobEvent.Type type, List<? extends Record> all) {
    if (all.isEmpty()) return;
    // The update locks the job's row, so that every number is unique.
    database
        .sql("update job set last_event = last_event + ? where id = ?")
        .params(all.size(), jobId)
        .update();
    long last =
        database
            .sql("select last_event from job where id = ?")
            .param(jobId)
            .query(Long.class)
            .single();
    long first = last - all.size() + 1;
    List<Object[]> rows = new ArrayList<>(all.size());
    for (int i = 0; i < all.size(); i++) {
      rows.add(
          new Object[] {
            jobId, first + i, JsonTypes.kebab(type.name()), JobDocuments.write(type, all.get(i))
          });
    }
    batches.batchUpdate(
        "insert into job_event (job_id, seq, type, data) values (?, ?, ?, ?)", rows);
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            listeners.call(jobId);
          }
        });
  }

  /// The next events after `seq`, in order.
  List<JobEvent> after(String jobId, long seq, int limit) {
    return database
        .sql(
            "select seq, type, data from job_event where job_id = ? and seq > ? order by seq limit ?")
        .params(jobId, seq, limit)
        .query(JobEvents::event)
        .list();
  }

  private static JobEvent event(ResultSet row, int number) throws SQLException {
    JobEvent.Type type =
        JobEvent.Type.valueOf(
            Objects.requireNonNull(row.getString("type")).toUpperCase(Locale.ROOT));
    String data = Objects.requireNonNull(row.getString("data"));
    return new JobEvent(row.getLong("seq"), type, JobDocuments.of(type).plain(data));
  }

  /// News of other replicas.
  RemoteNews remote() {
    return new RemoteNews(listeners, this::lastEvents);
  }

  private Map<String, Long> lastEvents(Set<String> ids) {
    Map<String, Long> last = new HashMap<>();
    database
        .sql("select id, last_event from job where id in (:ids)")
        .param("ids", ids)
        .query(row -> {
          last.put(Objects.requireNonNull(row.getString("id")), row.getLong("last_event"));
        });
    return last;
  }

  /// Those who wait for events, by the id of the job.
  Listeners listeners() {
    return listeners;
  }
}
