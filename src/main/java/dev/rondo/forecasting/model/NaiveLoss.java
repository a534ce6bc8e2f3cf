package dev.rondo.forecasting.model;

import dev.rondo.engine.memory.Arena;
import dev.rondo.engine.network.Batch;
import dev.rondo.engine.training.Loss;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.window.Segments.Part;
import dev.rondo.forecasting.window.WindowLayout;
import dev.rondo.forecasting.window.Windows;
import java.util.OptionalDouble;

/// The validation loss of the naive forecast, which repeats the last value that a network reads: a line below which a training
/// becomes useful. It has the scale of the validation losses of the training.
public final class NaiveLoss {
  private static final int CAPACITY = 256;

  private NaiveLoss() {}

  /// Peak bytes of [#of]. Throws [InfeasibleException] if the data do not allow the specification.
  public static long bytes(Dataset dataset, ModelSpec spec) {
    FitPlan plan = FitPlan.of(dataset, spec);
    return plan.bytes()
        + plan.windows().bytes()
        + Arena.bytes(arena -> batch(arena, plan, CAPACITY));
  }

  /// Throws [InfeasibleException] if the data do not allow the specification.
  ///
  /// @return empty if there is no validation window with an observed target
  public static OptionalDouble of(Dataset dataset, ModelSpec spec) {
    FitPlan plan = FitPlan.of(dataset, spec);
    Windows windows = plan.windows(Part.VALIDATION, plan.scaling());
    Batch batch = batch(Arena.heap(), plan, Math.clamp(windows.size(), 1, CAPACITY));
    int[] numbers = new int[windows.size()];
    for (int i = 0; i < numbers.length; i++) numbers[i] = i;
    double loss = 0;
    double counted = 0;
    for (int from = 0; from < numbers.length; from += batch.capacity) {
      windows.fill(batch, numbers, from, Math.min(batch.capacity, numbers.length - from));
      for (int row = 0; row < batch.targets.length / batch.stride; row++) {
        int target = row * batch.stride;
        int last = lastRow(plan.layout(), row) * batch.stride;
        for (int b = 0; b < batch.size; b++) {
          float weight = batch.weights[target + b];
          if (weight == 0) continue;
          float error = batch.inputs[last + b] - batch.targets[target + b];
          loss += weight * value(spec.training().loss(), error);
          counted += weight;
        }
      }
    }
    return counted == 0 ? OptionalDouble.empty() : OptionalDouble.of(loss / counted);
  }

  private static Batch batch(Arena arena, FitPlan plan, int capacity) {
    return new Batch(arena, plan.network().dimensions, plan.network().spec.topology(), capacity);
  }

  /// The row of the inputs with the last value before a target row.
  private static int lastRow(WindowLayout layout, int row) {
    int targets = layout.targets();
    int step =
        layout.topology().recipe().followsEveryStep()
            ? row / (layout.horizon() * targets)
            : layout.lookback() - 1;
    return step * layout.columns() + row % targets;
  }

  private static double value(Loss loss, float error) {
    double sum = 0;
    for (int column = 0; column < loss.quantiles(); column++) sum += loss.value(error, column);
    return sum;
  }
}
