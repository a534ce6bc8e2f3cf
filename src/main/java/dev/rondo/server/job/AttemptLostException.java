package dev.rondo.server.job;

/// The job belongs to another attempt or has ended; this attempt stops and writes nothing more.
final class AttemptLostException extends RuntimeException {
  private static final long serialVersionUID = 1;

  AttemptLostException(Attempt attempt) {
    super("job %s: attempt %d no longer runs it".formatted(attempt.jobId(), attempt.number()));
  }
}
