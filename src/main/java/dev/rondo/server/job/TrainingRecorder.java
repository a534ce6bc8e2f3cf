package dev.rondo.server.job;

import dev.rondo.engine.training.Epoch;
import dev.rondo.engine.training.TrainingListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// Records the progress of a training, and ends the training when it is cancelled.
///
/// Epochs are written when they end, or together if several end within a moment. Progress is written at most twice a second, and
/// less often the longer a job runs, so that a job has at most a few thousand events. A brief database failure does not end a
/// training: the next write includes what could not be written.
final class TrainingRecorder implements TrainingListener {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingRecorder.class);
  private static final Duration BETWEEN_WRITES = Duration.ofMillis(200);
  private static final Duration BETWEEN_PROGRESS = Duration.ofMillis(500);
  private static final int PARTS_OF_RUN = 1000;

  private final Attempts attempts;
  private final Clock clock;
  private final Job job;
  private final JobSignals signals;
  private final Instant started;
  private final List<Epoch> unwritten = new ArrayList<>();
  private Instant lastEpochs = Instant.MIN;
  private Instant lastProgress = Instant.MIN;
  private JobProgress progress;
  private boolean lost;

  TrainingRecorder(Attempts attempts, Clock clock, Job job, JobSignals signals) {
    this.attempts = attempts;
    this.clock = clock;
    this.job = job;
    this.signals = signals;
    this.started = clock.instant();
    this.progress = job.progress();
  }

  @Override
  public void onBatch(int epoch, int batch, int batches) {
    Instant now = clock.instant();
    Duration elapsed = Duration.between(started, now);
    progress = JobProgress.of(epoch, progress.epochs(), batch, batches, elapsed);
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
    return lost || signals.stopping() || signals.cancels() > 0;
  }

  private void write(boolean announce, Instant now) {
    if (!unwritten.isEmpty()) lastEpochs = now;
    if (announce) lastProgress = now;
    try {
      flush(announce);
    } catch (AttemptLostException e) {
      lost = true;
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("job {}: cannot write the progress, will retry: {}", job.id(), e.getMessage());
    }
  }

  /// Writes everything pending; throws [AttemptLostException].
  private void flush(boolean announce) {
    attempts.record(job.present(), unwritten, progress, announce);
    unwritten.clear();
  }

  /// Writes everything pending and returns the progress; throws [AttemptLostException].
  JobProgress flushed() {
    flush(false);
    return progress;
  }

  /// Whether another attempt runs the job.
  boolean lost() {
    return lost;
  }

  JobProgress progress() {
    return progress;
  }

  private static boolean passed(Instant last, Duration pause, Instant now) {
    return last.equals(Instant.MIN) || !now.isBefore(last.plus(pause));
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
