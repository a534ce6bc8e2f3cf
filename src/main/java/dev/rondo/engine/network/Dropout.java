package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.kernel.Panels;
import dev.rondo.engine.random.Seed;

/// Inverted dropout (Srivastava et al. 2014) of the inputs of a layer, in training: a value is kept with probability
/// `1 - rate` and divided by it.
///
/// A hash of key and position decides which values are kept (see [Kernels#drop]). Therefore the backward pass finds the same values,
/// and the order of threads has no influence.
///
/// @param stack name of the layer's stack
/// @param layer number of the layer in the stack; each layer drops different values
record Dropout(double rate, String stack, int layer) {
  static final Dropout NONE = new Dropout(0, "", 0);

  boolean isOn(Pass pass) {
    return rate > 0 && pass.training();
  }

  /// `target = source * mask` for step `t` of the pass and `rows` rows; the arrays may be the same.
  ///
  /// @param sourceSlot slot of the step in the source
  /// @param targetSlot slot of the step in the target
  void apply(
      Pass pass, int t, int rows, Panels source, int sourceSlot, Panels target, int targetSlot) {
    long key = Seed.hash(pass.dropoutKey, stack, layer);
    int low = (int) key;
    int high = (int) (key >>> 32);
    int threshold = (int) Math.round(rate * (1 << 24));
    float scale = (float) (1 / (1 - rate));
    for (int p = pass.from; p < pass.to; p++) {
      pass.kernels.drop(
          source.values(),
          source.at(sourceSlot, p),
          target.values(),
          target.at(targetSlot, p),
          rows,
          t * rows * pass.stride + p * Kernels.COLUMNS,
          pass.stride,
          low,
          high,
          threshold,
          scale);
    }
  }
}
