package dev.rondo.engine.training;

import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.memory.Arena;
import dev.rondo.engine.network.Columns;
import dev.rondo.engine.network.SegmentBatch;
import dev.rondo.engine.network.SegmentSpec;
import dev.rondo.engine.network.SegmentWorkspace;
import java.util.Arrays;
import java.util.List;

/// The loss of one batch of a segment network, summed separately for each column, so that several threads can evaluate columns.
final class SegmentLosses {
  private final Loss rule;
  private final SegmentSpec network;
  private final float[] quantileWeights;
  private final float[] sums; // [stride]

  SegmentLosses(Arena arena, SegmentSpec network, SegmentTrainingSpec spec, int stride) {
    this.rule = spec.loss();
    this.network = network;
    List<Double> weights = spec.quantileWeights();
    this.quantileWeights = new float[weights.size()];
    for (int q = 0; q < quantileWeights.length; q++)
      quantileWeights[q] = weights.get(q).floatValue();
    this.sums = arena.floats(stride);
  }

  /// Sums over `columns` and, in a training workspace, writes the gradient of the outputs.
  ///
  /// @param share weight of one target in the mean: 1 / sum of all weights
  void evaluate(SegmentBatch batch, SegmentWorkspace workspace, Columns columns, float share) {
    evaluate(batch, workspace, columns.from(), columns.to(), share);
  }

  /// As above, over the columns `[from, to)`, which are whole panels.
  void evaluate(SegmentBatch batch, SegmentWorkspace workspace, int from, int to, float share) {
    Arrays.fill(sums, from, to, 0f);
    int block = network.length() * Kernels.COLUMNS;
    for (int column = from; column < to; column += Kernels.COLUMNS) {
      int panel = column / Kernels.COLUMNS;
      for (int s = 0; s < network.horizonSegments(); s++) {
        int target = batch.at(column, network.horizon()) + s * block;
        for (int q = 0; q < quantileWeights.length; q++) {
          int output = workspace.at(panel, s * network.length(), q);
          add(q, batch, target, workspace, output, column, block, share);
        }
      }
    }
  }

  // One call for each kind of loss, so that the compiler knows the class of the rule in the loop
  // and inlines its methods.
  private void add(
      int q,
      SegmentBatch batch,
      int target,
      SegmentWorkspace workspace,
      int output,
      int column,
      int block,
      float share) {
    switch (rule) {
      case Loss.Mse mse -> sweep(mse, q, batch, target, workspace, output, column, block, share);
      case Loss.Mae mae -> sweep(mae, q, batch, target, workspace, output, column, block, share);
      case Loss.Huber huber ->
          sweep(huber, q, batch, target, workspace, output, column, block, share);
      case Loss.Pinball pinball ->
          sweep(pinball, q, batch, target, workspace, output, column, block, share);
    }
  }

  private void sweep(
      Loss loss,
      int q,
      SegmentBatch batch,
      int target,
      SegmentWorkspace workspace,
      int output,
      int column,
      int block,
      float share) {
    boolean training = workspace.training;
    float quantileWeight = quantileWeights[q];
    for (int i = 0; i < block; i++) {
      float weight = batch.weights[target + i] * quantileWeight;
      float error = workspace.outputs[output + i] - batch.targets[target + i];
      sums[column + i % Kernels.COLUMNS] += weight * loss.value(error, q);
      if (training) workspace.dOutputs[output + i] = weight * share * loss.slope(error, q);
    }
  }

  double sum(Columns columns) {
    double sum = 0;
    for (int b = columns.from(); b < columns.to(); b++) sum += sums[b];
    return sum;
  }
}
