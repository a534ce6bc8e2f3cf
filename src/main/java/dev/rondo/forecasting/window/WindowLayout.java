package dev.rondo.forecasting.window;

import dev.rondo.engine.network.Batch;
import dev.rondo.engine.network.Dimensions;
import dev.rondo.engine.network.Topology;
import dev.rondo.forecasting.scaling.WindowScale;

/// The places of a window's values in a batch.
///
/// Inputs: `columns` at each of `lookback` steps. A vec2seq network reads them all at one step, in the same order
/// (`k * columns + c`), so both have the same place in memory.
///
/// @param columns all columns of the dataset, targets first
/// @param targets number of target columns
public record WindowLayout(Topology topology, int lookback, int horizon, int columns, int targets) {
  /// The network's dimensions with `quantiles` outputs for each target value, of which the one at `point` is the point forecast.
  public Dimensions dimensions(int quantiles, int point) {
    return switch (topology.recipe().input()) {
      case SEQUENCE -> new Dimensions(columns, lookback, targets, horizon, quantiles, point);
      case VECTOR ->
          new Dimensions(
              Math.multiplyExact(lookback, columns), 1, targets, horizon, quantiles, point);
    };
  }

  /// Fits `scale` to a window and writes its scaled lookback into column `b` of the batch. A history shorter than the lookback is
  /// padded at the front with its first step; `batch.start` tells recurrent layers to skip the padding.
  public void history(Batch batch, int b, Context context, WindowScale scale) {
    context.fit(scale, lookback);
    int real = context.history(lookback);
    int padding = lookback - real;
    int step = columns * batch.stride;
    for (int c = 0; c < columns; c++) {
      int cell = c * batch.stride + b;
      int begin = cell + padding * step;
      double[] values = context.series().filled(c);
      scale.apply(c, values, context.origin() - real, real, batch.inputs, begin, step);
      for (; cell < begin; cell += step) batch.inputs[cell] = batch.inputs[begin];
    }
    batch.start[b] =
        switch (topology.recipe().input()) {
          case SEQUENCE -> padding;
          case VECTOR -> 0;
        };
  }

  /// Clears the columns after the batch's size.
  public void clearRest(Batch batch) {
    int stride = batch.stride;
    for (int b = batch.size; b < stride; b++) {
      for (int cell = b; cell < batch.inputs.length; cell += stride) batch.inputs[cell] = 0;
      for (int cell = b; cell < batch.targets.length; cell += stride) {
        batch.targets[cell] = 0;
        batch.weights[cell] = 0;
      }
      batch.start[b] = 0;
    }
  }

  /// Row of the forecast of target `f` at horizon step `h` among the `[S, targets]` target values of a window, for the forecast
  /// after the last step of the lookback.
  public int row(int h, int f) {
    int base = topology.recipe().followsEveryStep() ? (lookback - 1) * horizon * targets : 0;
    return base + h * targets + f;
  }
}
