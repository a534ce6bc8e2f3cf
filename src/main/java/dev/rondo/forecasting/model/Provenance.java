package dev.rondo.forecasting.model;

import java.time.Duration;

/// Where a model comes from.
///
/// @param datasetFingerprint SHA-256 over the dataset's content
/// @param weightsHash SHA-256 over the weights as little-endian float32
/// @param kernels provider and lanes, such as `vector, 8 lanes`
public record Provenance(String datasetFingerprint, long seed, String weightsHash, String version, String javaVersion, String kernels,
    int epochs, int bestEpoch, boolean cancelled, Duration duration) {}
