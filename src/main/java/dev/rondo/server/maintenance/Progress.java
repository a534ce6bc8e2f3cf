package dev.rondo.server.maintenance;

/// Receives how far a copy is, often.
public interface Progress {
  Progress NONE = (_, _) -> {};

  /// @param table that is copied at present
  /// @param rows of it that are done
  void at(String table, long rows);
}
