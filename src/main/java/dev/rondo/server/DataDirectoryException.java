package dev.rondo.server;

import java.nio.file.Path;

/// The data directory cannot hold the database.
final class DataDirectoryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DataDirectoryException(Path directory, String reason, Throwable cause) {
    super("The data directory " + directory + " cannot be written to: " + reason + ".", cause);
  }
}
