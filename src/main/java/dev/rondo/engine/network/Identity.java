package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Panels;
import dev.rondo.engine.memory.Arena;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// No projection: the states are the outputs.
///
/// @param outputs units of the states
record Identity(int outputs) implements Projection {
  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public void initialise(float[] weights, RandomGenerator random) {}

  @Override
  public long multiplyAdds() {
    return 0;
  }

  @Override
  public Memory memory(Arena arena, Extent extent, int steps) {
    return Memory.of(arena, extent, steps, outputs, null);
  }

  @Override
  public void load(Memory memory, float[] weights) {}

  @Override
  public void forward(Pass pass, Memory memory, Signal source, int first, int last) {
    for (int s = first; s < last; s++)
      Rows.copy(pass, source.panels(), source.slot(s), memory.y(), s, outputs, memory.width());
  }

  @Override
  public void backward(
      Pass pass, Memory memory, int steps, @Nullable Panels dOutputs, @Nullable Panels dInputs) {
    if (dOutputs == null || dInputs == null) return;
    for (int s = 0; s < steps; s++)
      Rows.copy(pass, dOutputs, s, dInputs, s, outputs, memory.width());
  }

  @Override
  public void parameterGradient(
      Share share, Memory memory, Signal source, int steps, float[] gradient) {}
}
