package dev.rondo.forecasting.anomaly;

/// Neighbouring steps with the same anomaly.
///
/// @param from first step
/// @param to last step
/// @param score largest score of its steps; NaN for a gap
public record Anomaly(AnomalyKind kind, int from, int to, double score) {}
