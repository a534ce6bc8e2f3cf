package dev.rondo.server.stream;

import dev.rondo.forecasting.anomaly.AnomalySpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a request to a stream asks for.
///
/// @param horizon steps ahead
/// @param levels of the intervals; null for the usual ones
/// @param anomalies how observations are scored; null if they are not
record StreamQuery(int horizon, @Nullable List<Double> levels, @Nullable AnomalySpec anomalies) {}
