package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Panels;
import dev.rondo.engine.random.Seed;

/// Inverted dropout (Srivastava et al. 2014) of the inputs of a layer, in training: a value is kept with probability
/// `1 - rate` and divided by it.
///
/// A hash of key and position decides which values are kept. Therefore the backward pass finds the same values, and the order of
/// threads has no influence. Half of the key enters before the first multiplication of the hash and half after it. With
/// only one half, the masks of two keys would be the same sequence, shifted.
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
    int width = target.row();
    int stride = pass.stride;
    for (int p = pass.from; p < pass.to; p++) {
      int sourceAt = source.at(sourceSlot, p);
      int targetAt = target.at(targetSlot, p);
      for (int row = 0; row < rows; row++) {
        int place = (t * rows + row) * stride + p * width;
        for (int b = 0; b < width; b++) {
          float mask = hash(place + b, low, high) >>> 8 < threshold ? 0f : scale;
          int at = row * width + b;
          target.values()[targetAt + at] = source.values()[sourceAt + at] * mask;
        }
      }
    }
  }

  // The finaliser of MurmurHash3, with the key.
  private static int hash(int position, int low, int high) {
    int x = position * 0x9E3779B9 + low;
    x = (x ^ (x >>> 16)) * 0x85EBCA6B + high;
    x = (x ^ (x >>> 13)) * 0xC2B2AE35;
    return x ^ (x >>> 16);
  }
}
