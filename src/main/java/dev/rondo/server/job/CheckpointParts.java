package dev.rondo.server.job;

import java.util.List;
import java.util.Map;

/// Changes of the checkpoints of a job, which are made together.
///
/// @param dropped prefixes of the names of parts to delete before the others are written
/// @param kept parts to write, by name
record CheckpointParts(List<String> dropped, Map<String, byte[]> kept) {
  static final CheckpointParts NONE = new CheckpointParts(List.of(), Map.of());

  boolean isEmpty() {
    return dropped.isEmpty() && kept.isEmpty();
  }

  long bytes() {
    long bytes = 0;
    for (byte[] content : kept.values()) bytes += content.length;
    return bytes;
  }
}
