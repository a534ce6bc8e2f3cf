package dev.rondo.forecasting.covariate;

/// A target of a series from which an effect is learnt.
///
/// @param values of the target, `[steps]`; NaN is missing
/// @param first first step that is read
/// @param end step after the last one that is read
/// @param size of the target, by which it is divided, above 0; 1 to keep its units
@SuppressWarnings("ArrayRecordComponent")
public record Sample(double[] values, int first, int end, Ahead ahead, double size) {
  /// Share of the steps, at the end, on which the choices are checked.
  private static final double CHECKED = 0.2;

  /// First step of those on which the choices are checked.
  int checked() {
    return end - (int) (CHECKED * (end - first));
  }
}
