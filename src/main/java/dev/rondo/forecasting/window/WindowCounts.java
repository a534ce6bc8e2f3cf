package dev.rondo.forecasting.window;

/// Number of windows in each part of a split.
public record WindowCounts(int training, int validation, int test) {
  /// Counts windows from lengths and gaps. Throws [IllegalArgumentException] if a part has more than 2^30.
  public static WindowCounts of(
      Observations data, Segments segments, WindowLayout layout, int stride) {
    return new WindowCounts(
        Windows.count(data, segments, Segments.Part.TRAINING, layout, stride),
        Windows.count(data, segments, Segments.Part.VALIDATION, layout, stride),
        Windows.count(data, segments, Segments.Part.TEST, layout, stride));
  }

  /// Bytes of the index of the windows that a training reads, and of the halves of validation.
  public long trainingBytes() {
    return Windows.bytes(training) + Windows.bytes(validation) + Halves.bytes(validation);
  }

  /// Bytes of the index of all windows.
  public long bytes() {
    return trainingBytes() + Windows.bytes(test);
  }
}
