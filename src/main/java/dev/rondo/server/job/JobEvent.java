package dev.rondo.server.job;

/// Something that happened to a job.
///
/// @param seq number within the job, from 1 without gaps
/// @param data JSON
record JobEvent(long seq, Type type, String data) {
  /// What happened; the names are those of the server-sent events.
  enum Type {
    PROGRESS,
    EPOCH,
    STATE
  }
}
