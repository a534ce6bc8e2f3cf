package dev.rondo.server.dataset;

import dev.rondo.forecasting.series.Dataset;

/// One version of a stored dataset with its values.
public record StoredDataset(DatasetDescription description, Dataset content) {}
