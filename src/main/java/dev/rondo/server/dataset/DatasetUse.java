package dev.rondo.server.dataset;

/// Tells whether work that has not ended needs a dataset. Features that start such work implement it.
public interface DatasetUse {
  /// True while work that has not ended reads the dataset.
  boolean inUse(String datasetId);
}
