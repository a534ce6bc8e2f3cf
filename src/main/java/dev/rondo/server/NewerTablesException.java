package dev.rondo.server;

/// A newer version of the program has changed the tables.
final class NewerTablesException extends UnusableDatabaseException {
  private static final long serialVersionUID = 1;

  /// @param version of the tables
  NewerTablesException(String database, String version) {
    super(
        "The tables of the database %s have version %s, which this version of the program does not know: a newer one has updated them."
            .formatted(database, version),
        "Start the newer version, or restore a backup from before the update to go back. Nothing has been changed.");
  }
}
