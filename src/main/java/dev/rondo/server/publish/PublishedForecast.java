package dev.rondo.server.publish;

import dev.rondo.server.project.Project;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A stored published forecast.
///
/// @param modelId null if it has an alias
/// @param alias null if it has a model
/// @param ahead time from the present to that of the values
/// @param level of the interval in percent; null for the highest usual one of the model
/// @param every time between two refreshes
record PublishedForecast(
    Project project,
    String name,
    Instant createdAt,
    @Nullable String modelId,
    @Nullable String alias,
    String datasetId,
    Duration ahead,
    @Nullable Double level,
    Duration every) {
  /// Differs from the keys of published forecasts of other projects.
  String key() {
    return project.key(name);
  }
}
