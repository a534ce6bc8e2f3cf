package dev.rondo.server.job;

import dev.rondo.forecasting.auto.AutoProgress;
import dev.rondo.forecasting.auto.Decision;
import dev.rondo.forecasting.checkpoint.Checkpoints;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;

/// Records the plan and the progress of work without epochs, and ends the work when it is cancelled.
final class StageRecorder implements AutoProgress {
  private final Attempts attempts;
  private final Job job;
  private final JobSignals signals;
  private final ProgressLog log;
  private JobProgress progress;

  StageRecorder(
      Attempts attempts,
      StoredCheckpoints stored,
      Retries retries,
      Clock clock,
      Job job,
      JobSignals signals) {
    this.attempts = attempts;
    this.job = job;
    this.signals = signals;
    this.log = new ProgressLog(attempts, stored, retries, clock, job, signals);
    this.progress = job.progress();
  }

  @Override
  public Checkpoints checkpoints() {
    return log.checkpoints();
  }

  @Override
  public void planned(List<Decision> decisions) {
    attempts.plan(job.present(), new JobPlan(decisions));
  }

  @Override
  public synchronized void stage(String stage, double share) {
    if (log.ends()) throw new CancellationException();
    Instant now = log.now();
    double fraction = Math.max(progress.fraction(), Math.clamp(share, 0, 1));
    progress = JobProgress.of(stage, fraction, log.elapsed());
    boolean event = log.due(now);
    if (event || log.checkpoints().waiting()) log.write(List.of(), progress, event, now);
    if (log.lost()) throw new CancellationException();
  }

  /// Writes the checkpoints that wait; throws [AttemptLostException] and the exceptions of the database.
  synchronized void keepNow() {
    log.writeNow(List.of(), progress, false);
  }

  /// The outcome of work that an exception has ended; throws it if the database did not answer, and [AttemptLostException].
  Outcome ended(CancellationException e) {
    if (e instanceof OutageException) throw e;
    return ended();
  }

  /// The outcome of work that [#stage] has ended; throws [AttemptLostException]. Writes the checkpoints of work that is to continue.
  synchronized Outcome ended() {
    if (log.lost()) throw new AttemptLostException(job.present());
    if (signals.cancels() > 0) return new Outcome.Cancelled(null, progress);
    log.write(List.of(), progress, false, log.now());
    return new Outcome.Interrupted();
  }
}
