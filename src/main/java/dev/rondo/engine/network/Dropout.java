package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Lanes;

/// Inverted dropout (Srivastava et al. 2014): a value is kept with probability `1 - rate` and divided by it.
///
/// Which values are kept is a hash of key and position, so that the way back finds the same ones and no order of threads
/// matters.
record Dropout(double rate) {
  boolean isOn() {
    return rate > 0;
  }

  /// `target = source * mask`; the arrays may be the same. `position` numbers the first value of the first row.
  void apply(
      int key,
      int position,
      int rows,
      float[] source,
      int sourceAt,
      float[] target,
      int targetAt,
      Lanes lanes) {
    int threshold = (int) Math.round(rate * (1 << 24));
    float scale = (float) (1 / (1 - rate));
    for (int row = 0; row < rows; row++) {
      int at = row * lanes.stride();
      for (int b = at + lanes.from(); b < at + lanes.to(); b++) {
        float mask = mix(key + (position + b) * 0x9E3779B9) >>> 8 < threshold ? 0f : scale;
        target[targetAt + b] = source[sourceAt + b] * mask;
      }
    }
  }

  // The finaliser of MurmurHash3.
  private static int mix(int value) {
    int x = value;
    x = (x ^ (x >>> 16)) * 0x85EBCA6B;
    x = (x ^ (x >>> 13)) * 0xC2B2AE35;
    return x ^ (x >>> 16);
  }
}
