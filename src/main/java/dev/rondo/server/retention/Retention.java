package dev.rondo.server.retention;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Deletes old jobs and events in small transactions, so that nobody waits long for it.
@Component
class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private static final String ENDED =
      "state in ('succeeded', 'failed', 'cancelled') and finished_at < :before";

  /// A model names the job that made it, and a run of a retraining has the id of its job. The outer condition is that of a job that
  /// is tried again at this moment: PostgreSQL evaluates it anew after waiting for the row, but not the inner one.
  private static final String OLD_JOBS =
      "delete from job where "
          + ENDED
          + " and id in (select id from job where "
          + ENDED
          + " and not exists (select 1 from model where model.job_id = job.id)"
          + " and not exists (select 1 from retraining_run where retraining_run.id = job.id) order by id limit 100)";

  /// The events of states remain, so that the events of a job end with its end.
  private static final String OLD_EVENTS =
      "delete from job_event where type <> 'state' and job_id in (select id from job where "
          + ENDED
          + " and exists (select 1 from job_event where job_event.job_id = job.id and job_event.type <> 'state') order by id limit 20)";

  private final JdbcClient database;
  private final RetentionSettings settings;
  private final Clock clock;
  private final Counter jobs;
  private final Counter events;

  Retention(JdbcClient database, RetentionSettings settings, Clock clock, MeterRegistry metrics) {
    this.database = database;
    this.settings = settings;
    this.clock = clock;
    this.jobs = counter("jobs", metrics);
    this.events = counter("events", metrics);
  }

  private static Counter counter(String kind, MeterRegistry metrics) {
    return Counter.builder("rondo.retention.removed")
        .tag("kind", kind)
        .description("Rows that were deleted because of their age")
        .register(metrics);
  }

  /// Deletes all that is too old.
  void run() {
    try {
      remove(OLD_EVENTS, settings.events(), events);
      remove(OLD_JOBS, settings.jobs(), jobs);
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("cannot delete old jobs and events now, will try again: {}", e.getMessage());
    }
  }

  private void remove(String sql, Duration age, Counter counter) {
    if (!age.isPositive()) return;
    OffsetDateTime before = clock.instant().minus(age).atOffset(ZoneOffset.UTC);
    int removed;
    do {
      removed = database.sql(sql).param("before", before).update();
      counter.increment(removed);
    } while (removed > 0);
  }
}
