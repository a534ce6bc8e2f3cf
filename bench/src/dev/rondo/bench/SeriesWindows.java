package dev.rondo.bench;

import dev.rondo.engine.network.Batch;
import dev.rondo.engine.training.BatchSource;
import java.util.Arrays;

/// The windows of a workload: the first values of each series.
///
/// @param data `[series, length]`
/// @param from first series
@SuppressWarnings("ArrayRecordComponent")
record SeriesWindows(float[] data, int length, int from, int size, Workload workload)
    implements BatchSource {
  @Override
  public void fill(Batch batch, int[] windows, int first, int count) {
    batch.size = count;
    Arrays.fill(batch.weights, 0f);
    int stride = batch.stride;
    int steps = workload.steps();
    int horizon = workload.horizon();
    for (int b = 0; b < count; b++) {
      int at = (from + windows[first + b]) * length;
      for (int t = 0; t < steps; t++) batch.inputs[t * stride + b] = data[at + t];
      for (int t = workload.everyStep() ? 0 : steps - 1, row = 0; t < steps; t++) {
        for (int h = 1; h <= horizon; h++, row++) {
          batch.targets[row * stride + b] = data[at + t + h];
          batch.weights[row * stride + b] = 1;
        }
      }
    }
  }
}
