package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Panels;

/// Inverted dropout (Srivastava et al. 2014): a value is kept with probability `1 - rate` and divided by it.
///
/// Which values are kept is a hash of key and position, so that the way back finds the same ones and no order of threads
/// matters. Half of the key goes in before the first multiplication of the hash and half after it: with one half alone the
/// masks of two keys would be the same sequence, shifted.
record Dropout(double rate) {
  boolean isOn() {
    return rate > 0;
  }

  /// `target = source * mask` for `rows` rows of the panels `[from, to)`; the arrays may be the same.
  ///
  /// @param position numbers the first value of the step
  /// @param stride columns of a row of the batch
  void apply(
      long key,
      int position,
      int stride,
      int rows,
      Panels source,
      int sourceStep,
      Panels target,
      int targetStep,
      int from,
      int to) {
    int threshold = (int) Math.round(rate * (1 << 24));
    float scale = (float) (1 / (1 - rate));
    int width = target.row();
    int low = (int) key;
    int high = (int) (key >>> 32);
    for (int p = from; p < to; p++) {
      int sourceAt = source.at(sourceStep, p);
      int targetAt = target.at(targetStep, p);
      for (int row = 0; row < rows; row++) {
        int place = position + row * stride + p * width;
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
