package dev.rondo.engine.training;

import dev.rondo.engine.memory.Arena;
import dev.rondo.engine.network.Batch;
import dev.rondo.engine.network.Columns;
import dev.rondo.engine.network.Network;
import dev.rondo.engine.network.Workspace;
import java.util.Arrays;

/// Loss and errors of one batch, summed separately for each column, so that several threads can evaluate columns.
final class LossSums {
  private final float[] loss; // [stride]
  private final float[] squares; // [stride]
  private final float[] absolutes; // [stride]

  LossSums(Arena arena, int stride) {
    this.loss = arena.floats(stride);
    this.squares = arena.floats(stride);
    this.absolutes = arena.floats(stride);
  }

  /// Sums over `columns` and, in a training workspace, writes the gradient of the outputs.
  ///
  /// @param perValue weight of one target in the mean: 1 / number of observed targets
  void evaluate(
      Loss rule,
      Network network,
      Batch batch,
      Workspace workspace,
      Columns columns,
      float perValue) {
    Arrays.fill(loss, columns.from(), columns.to(), 0f);
    Arrays.fill(squares, columns.from(), columns.to(), 0f);
    Arrays.fill(absolutes, columns.from(), columns.to(), 0f);
    int quantiles = rule.quantiles();
    int rows = network.outputSteps() * network.outputs() / quantiles;
    for (int row = 0; row < rows; row++) {
      int target = row * columns.stride();
      for (int column = 0; column < quantiles; column++) {
        int output = (row * quantiles + column) * columns.stride();
        add(rule, column, batch, target, workspace, output, columns, perValue);
        if (column == rule.point()) addErrors(batch, target, workspace.outputs, output, columns);
      }
    }
  }

  // One call for each kind of loss, so that the compiler knows the class of the rule in the loop
  // and inlines its methods.
  private void add(
      Loss rule,
      int column,
      Batch batch,
      int target,
      Workspace workspace,
      int output,
      Columns columns,
      float perValue) {
    switch (rule) {
      case Loss.Mse mse -> sweep(mse, column, batch, target, workspace, output, columns, perValue);
      case Loss.Mae mae -> sweep(mae, column, batch, target, workspace, output, columns, perValue);
      case Loss.Huber huber ->
          sweep(huber, column, batch, target, workspace, output, columns, perValue);
      case Loss.Pinball pinball ->
          sweep(pinball, column, batch, target, workspace, output, columns, perValue);
    }
  }

  private void sweep(
      Loss rule,
      int column,
      Batch batch,
      int target,
      Workspace workspace,
      int output,
      Columns columns,
      float perValue) {
    boolean training = workspace.training;
    for (int b = columns.from(); b < columns.to(); b++) {
      float weight = batch.weights[target + b];
      float error = workspace.outputs[output + b] - batch.targets[target + b];
      loss[b] += weight * rule.value(error, column);
      if (training) workspace.dOutputs[output + b] = weight * perValue * rule.slope(error, column);
    }
  }

  private void addErrors(Batch batch, int target, float[] outputs, int output, Columns columns) {
    for (int b = columns.from(); b < columns.to(); b++) {
      float weight = batch.weights[target + b];
      float error = outputs[output + b] - batch.targets[target + b];
      squares[b] += weight * error * error;
      absolutes[b] += weight * Math.abs(error);
    }
  }

  double loss(Columns columns) {
    return sum(loss, columns);
  }

  double squares(Columns columns) {
    return sum(squares, columns);
  }

  double absolutes(Columns columns) {
    return sum(absolutes, columns);
  }

  private static double sum(float[] values, Columns columns) {
    double sum = 0;
    for (int b = columns.from(); b < columns.to(); b++) sum += values[b];
    return sum;
  }
}
