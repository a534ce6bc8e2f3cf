package dev.rondo.server.retraining;

/// Why a run was started.
public enum RetrainingCause {
  /// The schedule.
  SCHEDULE,
  /// A warning of the performance of the model.
  DRIFT,
  /// The run before failed.
  RETRY,
  /// A user.
  REQUEST
}
