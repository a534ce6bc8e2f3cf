package dev.rondo.server.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.rondo.server.SharedDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// The queue of jobs, which all replicas share: the table of db-scheduler. Each replica takes as many jobs as it runs at the same
/// time, those of a higher priority first, then the oldest. While a job runs, the replica renews its lease; the job of a replica
/// that does not is given to another one.
final class JobQueue {
  private static final String TASK = "job";

  /// A lease ends after this number of heartbeats that were missed.
  private static final int HEARTBEATS = 4;

  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(10);

  /// Half of the time that running jobs have to end when the service stops.
  private static final Duration PATIENCE = Duration.ofSeconds(9);

  private final JdbcClient database;
  private final SharedDatabase shared;
  private final Scheduler scheduler;
  private final CustomTask<Void> task;
  private volatile Function<String, Optional<Instant>> work = _ -> Optional.empty();

  /// @param parallel number of jobs that this replica runs at the same time
  /// @param owner unique name of this run of the service
  JobQueue(
      DataSource source,
      JdbcClient database,
      SharedDatabase shared,
      JobSettings settings,
      int parallel,
      Clock clock,
      String owner) {
    this.database = database;
    this.shared = shared;
    this.task =
        Tasks.custom(TASK, Void.class)
            .onDeadExecutionRevive()
            .onFailure(new FailureHandler.OnFailureRetryLater<>(AFTER_A_FAILURE))
            .execute((instance, _) -> run(instance.getId()));
    // Platform threads, because training keeps a core busy.
    ExecutorService threads =
        Executors.newFixedThreadPool(
            parallel, Thread.ofPlatform().name("job-", 1).daemon().factory());
    this.scheduler =
        Scheduler.create(new TransactionAwareDataSourceProxy(source), task)
            .schedulerName(new SchedulerName.Fixed(owner))
            .clock(clock::instant)
            .threads(parallel)
            .executorService(threads)
            .jdbcCustomization(new QueueStatements())
            .pollUsingLockAndFetch(0.5, 1)
            .pollingInterval(settings.poll())
            .heartbeatInterval(settings.lease().dividedBy(HEARTBEATS))
            .missedHeartbeatsLimit(HEARTBEATS)
            .enablePriority()
            .shutdownMaxWait(PATIENCE)
            .build();
  }

  /// Adds a waiting job, within the caller's transaction if there is one.
  void add(String id, int priority, Instant createdAt) {
    TaskInstance<Void> instance =
        new TaskInstance.Builder<Void>(TASK, id).priority(priority).build();
    scheduler.scheduleIfNotExists(instance, createdAt);
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      scheduler.triggerCheckForDueExecutions();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            scheduler.triggerCheckForDueExecutions();
          }
        });
  }

  /// Adds the waiting and running jobs that are not in the queue: those of earlier versions, and one that was resumed at the moment
  /// at which its attempt ended.
  void addMissing() {
    record Missing(String id, int priority, Instant createdAt) {
      static Missing of(ResultSet row, int number) throws SQLException {
        return new Missing(
            Objects.requireNonNull(row.getString("id")),
            row.getInt("priority"),
            Objects.requireNonNull(row.getObject("created_at", OffsetDateTime.class)).toInstant());
      }
    }
    database
        .sql(
            """
            select id, priority, created_at from job where state in ('queued', 'running')
            and not exists (select 1 from scheduled_tasks where task_name = ? and task_instance = job.id) order by id
            """)
        .param(TASK)
        .query(Missing::of)
        .list()
        .forEach(one -> add(one.id(), one.priority(), one.createdAt()));
  }

  /// Begins to take jobs.
  ///
  /// @param job runs the job of an id, and returns at which place in the queue it waits again; empty if it does not wait any more
  void start(Function<String, Optional<Instant>> job) {
    work = job;
    // No other service can have the file, so an earlier run has left what is taken.
    if (!shared.isShared())
      database
          .sql(
              "update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null, version = version + 1 where picked")
          .update();
    addMissing();
    scheduler.start();
  }

  private CompletionHandler<Void> run(String id) {
    Optional<Instant> again = work.apply(id);
    return again
        .<CompletionHandler<Void>>map(
            at -> (complete, operations) -> operations.reschedule(complete, at))
        .orElseGet(CompletionHandler.OnCompleteRemove::new);
  }

  /// Takes no more jobs, and waits until those that run have ended.
  void stop() {
    scheduler.stop();
  }
}
