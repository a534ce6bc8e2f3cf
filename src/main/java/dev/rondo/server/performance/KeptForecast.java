package dev.rondo.server.performance;

import dev.rondo.forecasting.monitoring.PastForecast;

/// A forecast to keep, and where it belongs.
///
/// @param series position of the series in the dataset
/// @param target number of the target among those of the model
public record KeptForecast(
    String datasetId, int series, String seriesId, int target, PastForecast forecast) {}
