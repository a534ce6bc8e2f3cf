package dev.rondo.forecasting.series;

/// The times of the steps of one series.
///
/// @param start position of its first step
public record Timeline(TimeAxis axis, long start) {
  /// Position of a step, counted from 0; it may lie beyond the end of the series.
  public long position(long step) {
    return axis.plus(start, step);
  }

  /// ISO-8601 time of a step with offset, or the integer step.
  public String text(long step) {
    return axis.text(position(step));
  }
}
