package dev.rondo.forecasting.window;

import dev.rondo.engine.network.Batch;
import dev.rondo.engine.network.Dimensions;
import dev.rondo.engine.network.Topology;
import dev.rondo.forecasting.scaling.WindowScale;

/// Where the values of a window lie in a batch.
///
/// Inputs: `columns` at each of `lookback` steps; a vec2seq network reads them all at one step, in the same order
/// (`k * columns + c`), so both are the same place in memory.
///
/// @param columns all columns of the dataset, targets first
/// @param targets number of target columns
public record WindowLayout(Topology topology, int lookback, int horizon, int columns, int targets) {
  /// The network's dimensions with `quantiles` outputs for each target value, the one at `point` the
  /// point forecast.
  public Dimensions dimensions(int quantiles, int point) {
    boolean oneStep = topology instanceof Topology.Vec2Seq;
    int inputs = oneStep ? Math.multiplyExact(lookback, columns) : columns;
    return new Dimensions(inputs, oneStep ? 1 : lookback, targets, horizon, quantiles, point);
  }

  /// Lays the lookback of a window into lane `lane`, on the network's scale. A history shorter than the lookback is padded at
  /// the front by its first step, which recurrent steps then leave out by `batch.start`.
  public void history(Batch batch, int lane, Context context, WindowScale scale) {
    int real = context.history(lookback);
    int padding = lookback - real;
    int lanes = batch.lanes;
    int stride = columns * lanes;
    for (int c = 0; c < columns; c++) {
      int cell = c * lanes + lane;
      int begin = cell + padding * stride;
      double[] values = context.series().filled(c);
      scale.apply(c, values, context.origin() - real, real, batch.inputs, begin, stride);
      for (; cell < begin; cell += stride) batch.inputs[cell] = batch.inputs[begin];
    }
    batch.start[lane] = topology instanceof Topology.Vec2Seq ? 0 : padding;
  }

  /// Clears the lanes behind the batch's size.
  public void clearRest(Batch batch) {
    int lanes = batch.lanes;
    for (int b = batch.size; b < lanes; b++) {
      for (int cell = b; cell < batch.inputs.length; cell += lanes) batch.inputs[cell] = 0;
      for (int cell = b; cell < batch.targets.length; cell += lanes) {
        batch.targets[cell] = 0;
        batch.weights[cell] = 0;
      }
      batch.start[b] = 0;
    }
  }

  /// Row of the forecast of target `f` at horizon step `h` among the `[S, targets]` target values of a window: what is
  /// forecast after the last step of the lookback.
  public int row(int h, int f) {
    int base = topology instanceof Topology.Seq2Seq ? (lookback - 1) * horizon * targets : 0;
    return base + h * targets + f;
  }
}
