package dev.rondo.server;

/// The tables must be updated, but other services use them.
final class ReplicasRunningException extends UnusableDatabaseException {
  private static final long serialVersionUID = 1;

  ReplicasRunningException(String database) {
    super(
        "This version must update the tables of the database "
            + database
            + ", but replicas of an earlier version use them.",
        "Stop all replicas first, then start the new version. Nothing has been changed.");
  }
}
