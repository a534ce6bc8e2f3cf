package dev.rondo.server.job;

import dev.rondo.server.dataset.Datasets;
import dev.rondo.server.web.BusyException;
import dev.rondo.server.web.ConflictException;
import dev.rondo.server.web.NotFoundException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.transaction.support.TransactionTemplate;

/// What users do with jobs. The jobs may run in any replica.
final class JobCommands {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

  private final Jobs jobs;
  private final JobChanges changes;
  private final JobQueue queue;
  private final Datasets datasets;
  private final RunningJobs running;
  private final JobRunner runner;
  private final JobSettings settings;
  private final TransactionTemplate transaction;
  private final JobMetrics metrics;

  JobCommands(
      Jobs jobs,
      JobChanges changes,
      JobQueue queue,
      Datasets datasets,
      RunningJobs running,
      JobRunner runner,
      JobSettings settings,
      TransactionTemplate transaction,
      JobMetrics metrics) {
    this.jobs = jobs;
    this.changes = changes;
    this.queue = queue;
    this.datasets = datasets;
    this.running = running;
    this.runner = runner;
    this.settings = settings;
    this.transaction = transaction;
    this.metrics = metrics;
  }

  /// Queues a job; throws [BusyException] if too many jobs are waiting, and [NotFoundException] if its dataset is gone.
  ///
  /// @param needed bytes that it reserves while it runs
  /// @param beside stores what belongs to the job in the same transaction
  synchronized Job submit(
      String name,
      Task task,
      long needed,
      JobOptions options,
      List<String> warnings,
      Consumer<Job> beside) {
    requireRoom();
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          Job added = jobs.add(name, task, needed, options, warnings);
          beside.accept(added);
          keepDataset(task, id -> new NotFoundException("dataset", id, "/datasetId"));
          queue.add(added.id(), added.priority(), added.createdAt());
          return added;
        }));
  }

  private void requireRoom() {
    if (jobs.count(JobState.Name.QUEUED) >= settings.waiting())
      throw new BusyException(
          settings.waiting() + " jobs are waiting already, the limit set by rondo.jobs.waiting",
          RETRY_AFTER);
  }

  /// Ends a waiting or paused job at once, and a running one within a batch; throws [ConflictException] if it has ended. A job that
  /// waits or is paused and has finished something waits for an attempt that makes its result.
  Job cancel(String id) {
    requireNotEnded(jobs.get(id));
    JobChanges.Cancelling change =
        Objects.requireNonNull(
            transaction.execute(_ -> {
              JobChanges.Cancelling made = changes.cancel(id);
              if (made == JobChanges.Cancelling.ENDS_WITH_RESULT) addToQueue(jobs.get(id));
              return made;
            }));
    Job job = jobs.get(id);
    switch (change) {
      case ENDED -> {
        metrics.ended(JobState.Name.CANCELLED);
        running.find(id).ifPresent(signals -> signals.cancelled(job.cancels()));
      }
      case REQUESTED ->
          running
              .find(id)
              .ifPresentOrElse(
                  signals -> signals.cancelled(job.cancels()), () -> runner.endAbandoned(id));
      case ENDS_WITH_RESULT -> {
        // Its next attempt is told by its row.
      }
      case NOTHING -> requireNotEnded(job);
    }
    return jobs.get(id);
  }

  /// Pauses a waiting job at once, and a running one after its next checkpoint; throws [ConflictException] if it has ended.
  Job pause(String id) {
    requireNotEnded(jobs.get(id));
    JobChanges.Pausing change = changes.pause(id);
    if (change == JobChanges.Pausing.REQUESTED)
      running.find(id).ifPresent(signals -> signals.pause(true));
    Job job = jobs.get(id);
    if (change == JobChanges.Pausing.NOTHING) requireNotEnded(job);
    return job;
  }

  /// Queues a paused job again; throws [ConflictException] if it has ended, and [BusyException].
  synchronized Job resume(String id) {
    requireNotEnded(jobs.get(id));
    if (changes.takeBackPause(id)) {
      running.find(id).ifPresent(signals -> signals.pause(false));
      return jobs.get(id);
    }
    requireRoom();
    return queued(id, () -> changes.resume(id));
  }

  /// Queues a failed job again; throws [ConflictException] if it has not failed or its dataset was deleted, and [BusyException].
  synchronized Job retry(String id) {
    requireRoom();
    Job job = jobs.get(id);
    if (job.state().name() != JobState.Name.FAILED)
      throw new ConflictException(
          "only a job that has failed can be tried again; the job '%s' is %s"
              .formatted(id, name(job)));
    return queued(
        id,
        () -> {
          boolean changed = changes.retry(id);
          keepDataset(
              job.task(),
              dataset ->
                  new ConflictException(
                      "the job '%s' cannot be tried again, because its dataset '%s' was deleted"
                          .formatted(id, dataset)));
          return changed;
        });
  }

  /// Keeps the dataset of a task from being deleted until the end of the transaction.
  ///
  /// @param gone what is thrown if there is no dataset with an id
  private void keepDataset(Task task, Function<String, RuntimeException> gone) {
    String dataset = task.reads();
    if (dataset != null && !datasets.keepForUse(dataset)) throw gone.apply(dataset);
  }

  private Job queued(String id, BooleanSupplier change) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          boolean changed = change.getAsBoolean();
          Job job = jobs.get(id);
          if (changed) addToQueue(job);
          return job;
        }));
  }

  private void addToQueue(Job job) {
    queue.add(job.id(), job.priority(), job.createdAt());
  }

  private static void requireNotEnded(Job job) {
    if (job.state().name().ended())
      throw new ConflictException(
          "the job '%s' has ended, it is %s".formatted(job.id(), name(job)));
  }

  private static String name(Job job) {
    return job.state().name().name().toLowerCase(Locale.ROOT);
  }
}
