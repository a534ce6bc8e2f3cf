package dev.rondo.server.job;

import org.jspecify.annotations.Nullable;

/// A request for a job that reads a dataset.
interface DatasetRequest {
  String datasetId();

  /// Name of the job; null for the name of the dataset.
  @Nullable String name();
}
