package dev.rondo.engine.training;

/// Windows that are not trained on, by whose loss the weights are chosen.
///
/// @param batches number of batches of the source
public record SegmentHoldOut(SegmentSource source, int batches) {
  public SegmentHoldOut {
    if (batches < 1)
      throw new IllegalArgumentException("batches must be at least 1, was " + batches);
  }
}
