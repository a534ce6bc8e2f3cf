package dev.rondo.server;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;

/// The tables of a database, which this version of the program uses in one version only.
///
/// @param flyway configured for the database
/// @param database its name in messages
record Tables(Flyway flyway, String database) {
  /// True if they are missing or have an earlier version. Throws [NewerTablesException] if they have one that this program does not know.
  boolean outdated() {
    MigrationInfoService versions = flyway.info();
    for (MigrationInfo applied : versions.applied()) {
      switch (applied.getState()) {
        case FUTURE_SUCCESS, FUTURE_FAILED, MISSING_SUCCESS, MISSING_FAILED ->
            throw new NewerTablesException(database, String.valueOf(applied.getVersion()));
        default -> {}
      }
    }
    return versions.pending().length > 0;
  }

  /// Creates or updates them.
  void update() {
    flyway.migrate();
  }
}
