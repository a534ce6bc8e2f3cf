package dev.rondo.server;

/// Another service, or a command that needs it alone, uses the database.
final class DatabaseInUseException extends UnusableDatabaseException {
  private static final long serialVersionUID = 1;

  DatabaseInUseException(String database) {
    super(
        "Another service works on the database " + database + ".",
        "Stop the other service, or wait until the command restore or migrate has ended, or give this one a database of its own: by rondo.data-directory, or by spring.datasource.url. Two services cannot share a database of H2.");
  }
}
