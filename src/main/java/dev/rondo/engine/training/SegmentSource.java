package dev.rondo.engine.training;

import dev.rondo.engine.network.SegmentBatch;

/// Windows for a segment network, batch by batch.
@FunctionalInterface
public interface SegmentSource {
  /// Fills the windows of batch `number` and sets `batch.size`, from 1 to `batch.capacity`. All arrays of the batch are written
  /// for these windows; a target's weight is the product of the weight of its window and of what its step counts, 0 where
  /// it is missing.
  ///
  /// In training, the number is that of the step, from 0. The windows may be drawn at random, but must depend on the number only:
  /// a training that is resumed asks for the same batches. If some series are unknown when the network is used, a share of the
  /// windows should have the series number 0.
  void fill(SegmentBatch batch, int number);
}
