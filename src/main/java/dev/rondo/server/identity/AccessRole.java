package dev.rondo.server.identity;

/// What a caller may do. Each role may do what those before it may.
public enum AccessRole {
  /// Reads and forecasts in its projects, and stores nothing.
  READER,
  /// Also changes what is in its projects: datasets, jobs, models, streams, kept forecasts.
  TRAINER,
  /// Everything in all projects, and keys, projects and the audit log.
  ADMIN;

  boolean covers(AccessRole needed) {
    return compareTo(needed) >= 0;
  }
}
