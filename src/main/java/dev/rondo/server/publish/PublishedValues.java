package dev.rondo.server.publish;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Forecasts that are published.
///
/// @param datasetVersion version of the dataset that they were made from
/// @param end last step of the dataset, in milliseconds since 1970
/// @param problem why some or all series have no forecast; null if all have one
record PublishedValues(
    String modelId,
    int datasetVersion,
    long end,
    List<PublishedPath> paths,
    @Nullable String problem) {
  /// Number of series with a value at a time.
  int seriesAt(long time) {
    return (int) paths.stream().filter(path -> path.at(time) >= 0).count();
  }

  long bytes() {
    return paths.stream().mapToLong(PublishedPath::bytes).sum();
  }
}
