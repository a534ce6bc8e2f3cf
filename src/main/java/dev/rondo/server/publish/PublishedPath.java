package dev.rondo.server.publish;

import java.util.Arrays;
import java.util.SortedMap;

/// The forecast of one series.
///
/// @param labels of the series, without the name of a metric
/// @param times in milliseconds since 1970, ascending
/// @param lower empty if the model has no intervals
/// @param upper empty if the model has no intervals
@SuppressWarnings("ArrayRecordComponent")
record PublishedPath(
    SortedMap<String, String> labels,
    long[] times,
    double[] predicted,
    double[] lower,
    double[] upper) {
  /// The first step at or after a time; -1 if the forecast ends before it.
  int at(long time) {
    int found = Arrays.binarySearch(times, time);
    int step = found >= 0 ? found : -found - 1;
    return step < times.length ? step : -1;
  }

  boolean hasInterval() {
    return upper.length > 0;
  }

  /// Bytes in memory, about.
  long bytes() {
    return 200 + 100L * labels.size() + 8L * (times.length + predicted.length + 2L * upper.length);
  }
}
