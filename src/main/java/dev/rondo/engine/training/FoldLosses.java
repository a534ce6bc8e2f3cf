package dev.rondo.engine.training;

import dev.rondo.engine.network.Batch;
import dev.rondo.engine.network.Dimensions;
import dev.rondo.engine.network.Workspace;
import java.util.List;

/// Mean losses of the two folds of the validation windows, from the same outputs as the loss of all of them.
///
/// Only the forecast after the last input step counts: the outputs at earlier steps forecast values that may belong to the other
/// fold.
final class FoldLosses {
  private final Loss rule;
  private final Dimensions dimensions;
  private final double[] loss = new double[Fold.values().length];
  private final double[] counted = new double[loss.length];

  FoldLosses(Loss rule, Dimensions dimensions) {
    this.rule = rule;
    this.dimensions = dimensions;
  }

  /// Whether both folds have windows.
  static boolean among(BatchSource windows) {
    boolean first = false;
    boolean second = false;
    for (int w = 0; w < windows.size() && !(first && second); w++) {
      first |= windows.fold(w) == Fold.FIRST;
      second |= windows.fold(w) == Fold.SECOND;
    }
    return first && second;
  }

  /// Adds the column `b` of a batch.
  void add(Fold fold, Batch batch, Workspace workspace, int b) {
    int rows = batch.targets.length / batch.stride;
    int quantiles = rule.quantiles();
    double sum = 0;
    double count = 0;
    for (int row = rows - dimensions.horizon() * dimensions.features(); row < rows; row++) {
      int target = row * batch.stride + b;
      float weight = batch.weights[target];
      count += weight;
      for (int column = 0; column < quantiles; column++) {
        int output = (row * quantiles + column) * workspace.stride + b;
        sum += weight * rule.value(workspace.outputs[output] - batch.targets[target], column);
      }
    }
    loss[fold.ordinal()] += sum;
    counted[fold.ordinal()] += count;
  }

  /// The mean losses of first and second fold.
  List<Double> means() {
    int first = Fold.FIRST.ordinal();
    int second = Fold.SECOND.ordinal();
    return List.of(loss[first] / counted[first], loss[second] / counted[second]);
  }
}
