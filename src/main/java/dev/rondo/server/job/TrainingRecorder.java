package dev.rondo.server.job;

import dev.rondo.engine.training.Epoch;
import dev.rondo.engine.training.TrainingListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Records the epochs and the progress of a training, and ends the training when it is cancelled.
///
/// Epochs are written when they end, or together if several end within a moment. After a failure of the database, the next write
/// includes what could not be written.
final class TrainingRecorder implements TrainingListener {
  private static final Duration BETWEEN_EPOCHS = Duration.ofMillis(200);

  private final Attempts attempts;
  private final Job job;
  private final ProgressLog log;
  private final List<Epoch> unwritten = new ArrayList<>();
  private Instant lastEpochs = Instant.MIN;
  private JobProgress progress;

  TrainingRecorder(Attempts attempts, Clock clock, Job job, JobSignals signals) {
    this.attempts = attempts;
    this.job = job;
    this.log = new ProgressLog(attempts, clock, job, signals);
    this.progress = job.progress();
  }

  @Override
  public void onBatch(int epoch, int batch, int batches) {
    Instant now = log.now();
    progress = JobProgress.of(epoch, progress.epochs(), batch, batches, log.elapsed(now));
    boolean event = log.due(now);
    boolean owed = !unwritten.isEmpty() && epochsDue(now);
    if (event || owed) write(event, now);
  }

  @Override
  public void onEpoch(Epoch epoch) {
    unwritten.add(epoch);
    Instant now = log.now();
    if (epochsDue(now)) write(false, now);
  }

  private boolean epochsDue(Instant now) {
    return ProgressLog.passed(lastEpochs, BETWEEN_EPOCHS, now);
  }

  @Override
  public boolean cancelled() {
    return log.ends();
  }

  private void write(boolean event, Instant now) {
    if (!unwritten.isEmpty()) lastEpochs = now;
    if (log.write(unwritten, progress, event, now)) unwritten.clear();
  }

  /// Writes everything pending and returns the progress; throws [AttemptLostException].
  JobProgress flushed() {
    attempts.record(job.present(), unwritten, progress, false);
    unwritten.clear();
    return progress;
  }

  /// Whether another attempt runs the job.
  boolean lost() {
    return log.lost();
  }

  JobProgress progress() {
    return progress;
  }
}
