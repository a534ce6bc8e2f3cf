package dev.rondo.server.job;

import java.util.concurrent.CancellationException;

/// The database has not answered for so long that the attempt ends; the job continues later. Like every [CancellationException] it
/// passes through work that goes on without what fails.
final class OutageException extends CancellationException {
  OutageException(String message, RuntimeException cause) {
    super(message);
    initCause(cause);
  }
}
