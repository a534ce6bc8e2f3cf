package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Panels;
import dev.rondo.engine.memory.Arena;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The linear projection from hidden states to outputs.
record Dense(Linear linear) implements Projection {
  /// @param dy `[S, P, O, W]`: gradient of the outputs, in panels
  record Weights(Linear.Weights linear, Panels dy) {}

  /// Assigns places in the weight array to the parameters, from `at` on.
  static Dense at(int at, int inputs, int outputs) {
    return new Dense(Linear.at(at, "head", inputs, outputs));
  }

  @Override
  public List<Parameter> parameters() {
    return linear.parameters();
  }

  @Override
  public void initialise(float[] weights, RandomGenerator random) {
    linear.initialise(weights, random);
  }

  @Override
  public long multiplyAdds() {
    return linear.multiplyAdds();
  }

  @Override
  public Memory memory(Arena arena, Extent extent, int steps) {
    int outputs = linear.outputs();
    Linear.Weights matrix = linear.memory(arena, extent, steps);
    Panels dy = extent.panels(arena, extent.training() ? steps : 0, outputs);
    return Memory.of(arena, extent, steps, outputs, new Weights(matrix, dy));
  }

  private static Weights weights(Memory memory) {
    return Objects.requireNonNull(memory.weights(), "memory of another projection");
  }

  @Override
  public void load(Memory memory, float[] w) {
    linear.load(weights(memory).linear, w);
  }

  @Override
  public void forward(Pass pass, Memory memory, Signal source, int first, int last) {
    Linear.Weights weights = weights(memory).linear;
    for (int s = first; s < last; s++)
      linear.forward(pass, weights, source.panels(), source.slot(s), memory.y(), s, false);
  }

  @Override
  public void backward(
      Pass pass, Memory memory, int steps, @Nullable Panels dOutputs, @Nullable Panels dInputs) {
    if (dOutputs == null) return;
    Weights weights = weights(memory);
    for (int s = 0; s < steps; s++) {
      Rows.copy(pass, dOutputs, s, weights.dy, s, linear.outputs(), memory.width());
      if (dInputs != null) linear.inputsBack(pass, weights.linear, weights.dy, s, dInputs, s);
    }
  }

  @Override
  public void parameterGradient(
      Share share, Memory memory, Signal source, int steps, float[] gradient) {
    Weights weights = weights(memory);
    linear.parameterGradient(
        share, weights.linear, source.panels(), source.slot(0), weights.dy, steps, gradient);
  }
}
