package dev.rondo.forecasting.generation;

import dev.rondo.forecasting.series.Dataset;

/// Makes synthetic series; the same record gives the same series bit for bit.
public sealed interface Generator {
  Dataset generate();

  /// The teaching notebook's sum of two sine waves and noise.
  record SineWaves(int series, int steps, double noise, long seed) implements Generator {
    @Override
    public Dataset generate() {
      throw new UnsupportedOperationException();
    }
  }
}
