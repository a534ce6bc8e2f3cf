package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.kernel.Panels;
import dev.rondo.engine.memory.Arena;
import java.util.List;
import java.util.random.RandomGenerator;

/// A vector for each series, `[N + 1, E]`; row 0 is that of an unknown series.
record SeriesEmbedding(Parameter table) implements Component<float[]> {
  /// Standard deviation of the initial vectors.
  private static final double SPREAD = 0.1;

  @Override
  public List<Parameter> parameters() {
    return List.of(table);
  }

  @Override
  public void initialise(float[] weights, RandomGenerator random) {
    Initializer.normal(table, SPREAD, weights, random);
  }

  @Override
  public long multiplyAdds() {
    return 0;
  }

  /// A copy of the table.
  @Override
  public float[] memory(Arena arena, Extent extent, int steps) {
    return arena.floats(table.size());
  }

  @Override
  public void load(float[] memory, float[] weights) {
    System.arraycopy(weights, table.at(), memory, 0, memory.length);
  }

  /// Writes the vector of each column's series into the first rows of `context`.
  void forward(Pass pass, float[] memory, int[] series, Panels context) {
    int width = table.columns();
    for (int p = pass.from; p < pass.to; p++) {
      int at = context.at(0, p);
      for (int b = 0; b < context.row(); b++) {
        int from = series[p * Kernels.COLUMNS + b] * width;
        for (int e = 0; e < width; e++)
          context.values()[at + e * context.row() + b] = memory[from + e];
      }
    }
  }

  /// Adds the share's gradient: that of each column to the row of its series.
  ///
  /// @param dContext gradient of the context
  void parameterGradient(Share share, int[] series, Panels dContext, float[] gradient) {
    int width = table.columns();
    int first = share.from(width);
    int last = share.to(width);
    for (int p = 0; p < share.panels(); p++) {
      int at = dContext.at(0, p);
      for (int b = 0; b < Kernels.COLUMNS; b++) {
        int to = table.at() + series[p * Kernels.COLUMNS + b] * width;
        for (int e = first; e < last; e++)
          gradient[to + e] += dContext.values()[at + e * Kernels.COLUMNS + b];
      }
    }
  }
}
