package dev.rondo.server.job;

/// An event of a job.
///
/// @param seq number within the job, from 1 without gaps
/// @param data JSON
record JobEvent(long seq, Type type, String data) {
  /// The types of events; their names are those of the server-sent events.
  enum Type {
    PROGRESS,
    EPOCH,
    STATE
  }
}
