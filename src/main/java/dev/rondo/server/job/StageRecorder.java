package dev.rondo.server.job;

import dev.rondo.forecasting.auto.AutoProgress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// Records the progress of work without epochs at most twice a second, and ends the work when it is cancelled.
final class StageRecorder implements AutoProgress {
  private static final Logger LOG = LoggerFactory.getLogger(StageRecorder.class);
  private static final Duration BETWEEN_WRITES = Duration.ofMillis(500);

  private final Attempts attempts;
  private final Clock clock;
  private final Job job;
  private final JobSignals signals;
  private final Instant started;
  private Instant written = Instant.MIN;
  private JobProgress progress;
  private volatile boolean lost;

  StageRecorder(Attempts attempts, Clock clock, Job job, JobSignals signals) {
    this.attempts = attempts;
    this.clock = clock;
    this.job = job;
    this.signals = signals;
    this.started = clock.instant();
    this.progress = job.progress();
  }

  @Override
  public synchronized void stage(String stage, double share) {
    if (lost || signals.stopping() || signals.cancels() > 0) throw new CancellationException();
    Instant now = clock.instant();
    double fraction = Math.max(progress.fraction(), Math.clamp(share, 0, 1));
    progress = JobProgress.of(stage, fraction, Duration.between(started, now));
    if (!written.equals(Instant.MIN) && now.isBefore(written.plus(BETWEEN_WRITES))) return;
    written = now;
    try {
      attempts.record(job.present(), List.of(), progress, true);
    } catch (AttemptLostException e) {
      lost = true;
      throw new CancellationException();
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("job {}: cannot write the progress, will retry: {}", job.id(), e.getMessage());
    }
  }

  /// Whether another attempt runs the job.
  boolean lost() {
    return lost;
  }

  synchronized JobProgress progress() {
    return progress;
  }
}
