package dev.rondo.forecasting.anomaly;

/// What an anomaly is.
public enum AnomalyKind {
  /// An observation outside of its interval, after which the series is as before.
  POINT,
  /// Observations of several steps that are all on the same side of the forecast made before the first of them.
  LEVEL_SHIFT,
  /// Steps without an observation between observed ones.
  GAP
}
