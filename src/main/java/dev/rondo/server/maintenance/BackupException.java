package dev.rondo.server.maintenance;

/// A backup or a copy that is refused or failed, with a message for people.
public final class BackupException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BackupException(String message) {
    super(message);
  }

  BackupException(String message, Throwable cause) {
    super(message, cause);
  }
}
