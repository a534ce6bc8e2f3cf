package dev.rondo.server.job;

import dev.rondo.forecasting.auto.AutoProgress;
import dev.rondo.forecasting.auto.Decision;
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

  StageRecorder(Attempts attempts, Clock clock, Job job, JobSignals signals) {
    this.attempts = attempts;
    this.job = job;
    this.signals = signals;
    this.log = new ProgressLog(attempts, clock, job, signals);
    this.progress = job.progress();
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
    progress = JobProgress.of(stage, fraction, log.elapsed(now));
    if (log.due(now)) log.write(List.of(), progress, true, now);
    if (log.lost()) throw new CancellationException();
  }

  /// The outcome of work that [#stage] has ended; throws [AttemptLostException].
  synchronized Outcome ended() {
    if (log.lost()) throw new AttemptLostException(job.present());
    return signals.cancels() == 0
        ? new Outcome.Interrupted()
        : new Outcome.Cancelled(null, progress);
  }
}
