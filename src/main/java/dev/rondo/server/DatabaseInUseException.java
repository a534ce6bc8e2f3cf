package dev.rondo.server;

/// Another service uses the database.
final class DatabaseInUseException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DatabaseInUseException(String database) {
    super("Another service works on the database " + database + ".");
  }
}
