package dev.rondo.server.job;

import dev.rondo.engine.training.Epoch;
import dev.rondo.engine.training.TrainingListener;
import dev.rondo.engine.training.TrainingState;
import dev.rondo.forecasting.checkpoint.StoredStates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Records the epochs and the progress of a training, and ends the training when it is cancelled.
///
/// Epochs are written when they end, or together if several end within a moment. The state from which training can continue is
/// written less often, together with all epochs before it; what is written after it is done again if the service ends. After a failure of the database, the next write
/// includes what could not be written.
final class TrainingRecorder implements TrainingListener {
  /// The name of the part that the state is.
  static final String STATE = "training";

  private static final Duration BETWEEN_EPOCHS = Duration.ofMillis(200);

  private final Job job;
  private final ProgressLog log;
  private final List<Epoch> unwritten = new ArrayList<>();
  private Instant lastEpochs = Instant.MIN;
  private JobProgress progress;
  private boolean outOfTime;

  TrainingRecorder(
      Attempts attempts,
      StoredCheckpoints stored,
      Retries retries,
      Clock clock,
      Job job,
      JobSignals signals) {
    this.job = job;
    this.log = new ProgressLog(attempts, stored, retries, clock, job, signals);
    this.progress = job.progress();
  }

  @Override
  public void onBatch(int epoch, int batch, int batches) {
    Instant now = log.now();
    progress = JobProgress.of(epoch, progress.epochs(), batch, batches, log.elapsed());
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

  @Override
  public boolean wantsState() {
    return log.checkpoints().due();
  }

  @Override
  public void onState(TrainingState state) {
    if (!wantsState()) return;
    keep(state);
    write(false, log.now());
  }

  @Override
  public void onEnd(TrainingState state) {
    keep(state);
  }

  private void keep(TrainingState state) {
    log.checkpoints().keep(STATE, StoredStates.bytes(state));
  }

  /// The state that earlier attempts reached.
  Optional<TrainingState> reached() {
    return log.checkpoints().find(STATE).map(StoredStates::training);
  }

  private boolean epochsDue(Instant now) {
    return ProgressLog.passed(lastEpochs, BETWEEN_EPOCHS, now);
  }

  @Override
  public boolean outOfTime() {
    Duration longest = job.maxDuration();
    outOfTime = longest != null && log.elapsed().compareTo(longest) >= 0;
    return outOfTime;
  }

  /// What ended the training after some epochs; null if its longest duration did not.
  @Nullable String remark(int epochs) {
    return outOfTime
        ? "The longest duration, %s, ended the training after %d of %d epochs."
            .formatted(job.maxDuration(), epochs, progress.epochs())
        : null;
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
    log.writeNow(unwritten, progress, false);
    unwritten.clear();
    return progress;
  }

  /// Throws [AttemptLostException] if another attempt runs the job.
  void checkNotLost() {
    if (log.lost()) throw new AttemptLostException(job.present());
  }

  JobProgress progress() {
    return progress;
  }
}
