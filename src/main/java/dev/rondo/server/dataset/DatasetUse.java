package dev.rondo.server.dataset;

/// Tells whether waiting or running work needs a dataset. Features that start such work implement it.
public interface DatasetUse {
  /// True while waiting or running work reads the dataset.
  boolean inUse(String datasetId);
}
