package dev.rondo.server.job;

import dev.rondo.engine.training.Epoch;
import dev.rondo.engine.training.TrainingListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// One attempt of a job: writes down how it goes on, and ends it when asked to.
///
/// Epochs are written as they end, but in one go where many end within a moment. Progress is told at
/// most twice a second, and less often the longer a job runs, so that the events of a job stay few
/// thousands. A database that fails for a while does not end a training: what could not be written is
/// kept for the next time.
final class Run implements TrainingListener {
  private static final Logger LOG = LoggerFactory.getLogger(Run.class);
  private static final Duration BETWEEN_WRITES = Duration.ofMillis(200);
  private static final Duration BETWEEN_PROGRESS = Duration.ofMillis(500);
  private static final int PARTS_OF_RUN = 1000;

  private final Jobs jobs;
  private final Clock clock;
  private final Job job;
  private final BooleanSupplier ends;
  private final Instant started;
  private final List<Epoch> unwritten = new ArrayList<>();
  private Instant lastEpochs = Instant.MIN;
  private Instant lastProgress = Instant.MIN;
  private Progress progress;

  /// @param ends whether the training is to end now
  Run(Jobs jobs, Clock clock, Job job, BooleanSupplier ends) {
    this.jobs = jobs;
    this.clock = clock;
    this.job = job;
    this.ends = ends;
    this.started = clock.instant();
    this.progress = job.progress();
  }

  @Override
  public void onBatch(int epoch, int batch, int batches) {
    Instant now = clock.instant();
    Duration elapsed = Duration.between(started, now);
    progress = Progress.of(epoch, progress.epochs(), batch, batches, elapsed);
    boolean announce =
        passed(lastProgress, max(BETWEEN_PROGRESS, elapsed.dividedBy(PARTS_OF_RUN)), now);
    boolean owed = !unwritten.isEmpty() && passed(lastEpochs, BETWEEN_WRITES, now);
    if (announce || owed) write(announce, now);
  }

  @Override
  public void onEpoch(Epoch epoch) {
    unwritten.add(epoch);
    Instant now = clock.instant();
    if (passed(lastEpochs, BETWEEN_WRITES, now)) write(false, now);
  }

  @Override
  public boolean cancelled() {
    return ends.getAsBoolean();
  }

  private void write(boolean announce, Instant now) {
    if (!unwritten.isEmpty()) lastEpochs = now;
    if (announce) lastProgress = now;
    try {
      flush(announce);
    } catch (DataAccessException e) {
      LOG.warn("job {}: cannot write its progress, will try again: {}", job.id(), e.getMessage());
    }
  }

  /// Writes what is owed.
  void flush(boolean announce) {
    jobs.record(job.id(), unwritten, progress, announce);
    unwritten.clear();
  }

  Progress progress() {
    return progress;
  }

  private static boolean passed(Instant last, Duration pause, Instant now) {
    return last.equals(Instant.MIN) || !now.isBefore(last.plus(pause));
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
