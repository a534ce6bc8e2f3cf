package dev.rondo.server.job;

import dev.rondo.engine.training.Epoch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// Writes the progress of a job while it runs, at most twice a second, and less often the longer it runs, so that a job has at most
/// a few thousand events. A brief database failure does not end the job.
final class ProgressLog {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressLog.class);
  private static final Duration BETWEEN_EVENTS = Duration.ofMillis(500);
  private static final int PARTS_OF_RUN = 1000;

  private final Attempts attempts;
  private final Clock clock;
  private final Job job;
  private final JobSignals signals;
  private final AttemptCheckpoints checkpoints;
  private Instant lastEvent = Instant.MIN;
  private volatile boolean lost;

  ProgressLog(
      Attempts attempts,
      StoredCheckpoints stored,
      Retries retries,
      Clock clock,
      Job job,
      JobSignals signals) {
    this.attempts = attempts;
    this.clock = clock;
    this.job = job;
    this.signals = signals;
    this.checkpoints = new AttemptCheckpoints(stored, retries, job, clock, this::ends);
  }

  AttemptCheckpoints checkpoints() {
    return checkpoints;
  }

  Instant now() {
    return clock.instant();
  }

  /// Time of all attempts so far.
  Duration elapsed() {
    return checkpoints.spentNow();
  }

  /// Whether the next event is due.
  boolean due(Instant now) {
    Duration part = elapsed().dividedBy(PARTS_OF_RUN);
    return passed(lastEvent, part.compareTo(BETWEEN_EVENTS) > 0 ? part : BETWEEN_EVENTS, now);
  }

  static boolean passed(Instant last, Duration pause, Instant now) {
    return last.equals(Instant.MIN) || !now.isBefore(last.plus(pause));
  }

  /// Tries to write, with the checkpoints that wait; returns whether it did.
  ///
  /// @param epochs epochs that have ended and are not written
  /// @param event whether an event tells the progress
  boolean write(List<Epoch> epochs, JobProgress progress, boolean event, Instant now) {
    if (event) lastEvent = now;
    try {
      writeNow(epochs, progress, event);
      return true;
    } catch (AttemptLostException e) {
      lost = true;
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("job {}: cannot write the progress, will retry: {}", job.id(), e.getMessage());
    }
    return false;
  }

  /// As [#write]; throws [AttemptLostException] and the exceptions of the database.
  void writeNow(List<Epoch> epochs, JobProgress progress, boolean event) {
    CheckpointParts parts = checkpoints.take();
    long began = System.nanoTime();
    boolean written = false;
    try {
      attempts.record(job.present(), epochs, progress, event, parts, elapsed());
      written = true;
    } finally {
      if (!written) checkpoints.notWritten(parts);
      else if (!parts.isEmpty())
        checkpoints.written(parts, Duration.ofNanos(System.nanoTime() - began));
    }
  }

  /// Whether the work is to end: it was cancelled or pauses, the service stops, or another attempt runs the job.
  boolean ends() {
    return lost || signals.ends();
  }

  /// Whether another attempt runs the job.
  boolean lost() {
    return lost;
  }
}
