package dev.rondo.forecasting.window;

/// How many windows each part of a split has.
public record WindowCounts(int training, int validation, int test) {
  /// Counts from lengths and gaps alone. Throws [IllegalArgumentException] where a part has more than 2^30.
  public static WindowCounts of(
      Observations data, Segments segments, WindowLayout layout, int stride) {
    return new WindowCounts(
        Windows.count(data, segments, Segments.Part.TRAINING, layout, stride),
        Windows.count(data, segments, Segments.Part.VALIDATION, layout, stride),
        Windows.count(data, segments, Segments.Part.TEST, layout, stride));
  }

  /// Bytes of the index of those that a training reads, and of their halves.
  public long trainingBytes() {
    return 8L * ((long) training + validation) + Halves.bytes(validation);
  }

  /// Bytes of the index of all of them.
  public long bytes() {
    return trainingBytes() + 8L * test;
  }
}
