package dev.rondo.engine.training;

import dev.rondo.engine.kernel.Lanes;
import dev.rondo.engine.network.Batch;
import dev.rondo.engine.network.Network;
import dev.rondo.engine.network.Workspace;
import java.util.Arrays;

/// Loss and errors of one batch, summed for each column apart, so that columns may be evaluated by several threads.
final class LossSums {
  private final float[] loss; // [lanes]
  private final float[] squares; // [lanes]
  private final float[] absolutes; // [lanes]

  LossSums(int lanes) {
    this.loss = new float[lanes];
    this.squares = new float[lanes];
    this.absolutes = new float[lanes];
  }

  /// Sums the columns `lanes` and, in a training workspace, writes the gradient of the outputs.
  ///
  /// @param perValue what one target counts in the mean: 1 / targets that count
  void evaluate(
      Loss rule, Network network, Batch batch, Workspace workspace, Lanes lanes, float perValue) {
    Arrays.fill(loss, lanes.from(), lanes.to(), 0f);
    Arrays.fill(squares, lanes.from(), lanes.to(), 0f);
    Arrays.fill(absolutes, lanes.from(), lanes.to(), 0f);
    int columns = rule.quantiles();
    int rows = network.outputSteps() * network.outputs() / columns;
    for (int row = 0; row < rows; row++) {
      int target = row * lanes.stride();
      for (int column = 0; column < columns; column++) {
        int output = (row * columns + column) * lanes.stride();
        add(rule, column, batch, target, workspace, output, lanes, perValue);
        if (column == rule.point()) addErrors(batch, target, workspace.outputs, output, lanes);
      }
    }
  }

  // One loop for each kind of loss, so that the compiler sees through the call.
  private void add(
      Loss rule,
      int column,
      Batch batch,
      int target,
      Workspace workspace,
      int output,
      Lanes lanes,
      float perValue) {
    switch (rule) {
      case Loss.Mse mse -> sweep(mse, column, batch, target, workspace, output, lanes, perValue);
      case Loss.Mae mae -> sweep(mae, column, batch, target, workspace, output, lanes, perValue);
      case Loss.Huber huber ->
          sweep(huber, column, batch, target, workspace, output, lanes, perValue);
      case Loss.Pinball pinball ->
          sweep(pinball, column, batch, target, workspace, output, lanes, perValue);
    }
  }

  private void sweep(
      Loss rule,
      int column,
      Batch batch,
      int target,
      Workspace workspace,
      int output,
      Lanes lanes,
      float perValue) {
    boolean training = workspace.training;
    for (int b = lanes.from(); b < lanes.to(); b++) {
      float weight = batch.weights[target + b];
      float error = workspace.outputs[output + b] - batch.targets[target + b];
      loss[b] += weight * rule.value(error, column);
      if (training) workspace.dOutputs[output + b] = weight * perValue * rule.slope(error, column);
    }
  }

  private void addErrors(Batch batch, int target, float[] outputs, int output, Lanes lanes) {
    for (int b = lanes.from(); b < lanes.to(); b++) {
      float weight = batch.weights[target + b];
      float error = outputs[output + b] - batch.targets[target + b];
      squares[b] += weight * error * error;
      absolutes[b] += weight * Math.abs(error);
    }
  }

  double loss(Lanes lanes) {
    return sum(loss, lanes);
  }

  double squares(Lanes lanes) {
    return sum(squares, lanes);
  }

  double absolutes(Lanes lanes) {
    return sum(absolutes, lanes);
  }

  private static double sum(float[] values, Lanes lanes) {
    double sum = 0;
    for (int b = lanes.from(); b < lanes.to(); b++) sum += values[b];
    return sum;
  }
}
