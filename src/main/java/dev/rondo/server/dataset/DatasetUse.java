package dev.rondo.server.dataset;

/// Knows whether something still has to read a dataset. Implemented by whoever starts such work.
public interface DatasetUse {
  /// True while work that is waiting or running reads the dataset.
  boolean inUse(String datasetId);
}
