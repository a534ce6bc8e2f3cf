package dev.rondo.forecasting.auto;

/// How the members of an ensemble are weighted.
public enum Weighting {
  /// All members alike.
  EQUAL,
  /// By their errors in the hold-out.
  HOLD_OUT
}
