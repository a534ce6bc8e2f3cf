package dev.rondo.server.webhook;

/// What a webhook can be told.
public enum EventType {
  JOB_SUCCEEDED,
  JOB_FAILED,
  JOB_CANCELLED,
  /// The errors of kept forecasts differ from earlier ones.
  MODEL_DRIFTED,
  /// The coverage of the 80 % intervals of kept forecasts has left its band.
  COVERAGE_DRIFTED,
  /// A test of the receiver.
  PING;

  /// Whether the event is told again for as long as its state lasts. Its deliveries are kept, so that it is sent only once.
  boolean lasts() {
    return this == MODEL_DRIFTED || this == COVERAGE_DRIFTED;
  }
}
