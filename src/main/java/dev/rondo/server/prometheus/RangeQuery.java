package dev.rondo.server.prometheus;

/// A query for the values at regular times. The times are multiples of the step since 1970, so that a later query for the times
/// that follow fits.
///
/// @param server base URL of the server
/// @param query expression in the language of Prometheus
/// @param start first time, in milliseconds since 1970
/// @param step in milliseconds
/// @param count number of times, at least 1
record RangeQuery(String server, String query, long start, long step, int count) {
  /// A part of the times.
  ///
  /// @param from number of its first time
  RangeQuery part(int from, int size) {
    return new RangeQuery(server, query, start + from * step, step, size);
  }

  long end() {
    return start + (count - 1L) * step;
  }
}
