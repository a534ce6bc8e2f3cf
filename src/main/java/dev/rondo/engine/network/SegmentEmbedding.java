package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Panels;
import dev.rondo.engine.memory.Arena;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The embedding of a segment: a linear map followed by a rectifier, `e = max(0, W x + b)`.
record SegmentEmbedding(Linear linear) implements Layer<SegmentEmbedding.Memory> {
  /// @param e `[T, P, d, W]`: the embeddings; for inference those of one step
  /// @param de `[T, P, d, W]`: their gradient, which [#backward] replaces by that of the linear map
  record Memory(Panels e, Signal signal, Panels de, Linear.Weights weights) {}

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
    int kept = extent.training() ? steps : 1;
    Panels e = extent.spacedPanels(arena, kept, linear.outputs());
    Panels de = extent.spacedPanels(arena, extent.training() ? steps : 0, linear.outputs());
    return new Memory(e, new Signal(e, 0, kept), de, linear.memory(arena, extent, steps));
  }

  @Override
  public void load(Memory memory, float[] weights) {
    linear.load(memory.weights, weights);
  }

  @Override
  public Signal output(Memory memory) {
    return memory.signal;
  }

  @Override
  public void forward(Pass pass, Memory memory, Signal source, int first, int last) {
    Panels e = memory.e;
    int n = linear.outputs() * e.row();
    for (int t = first; t < last; t++) {
      int slot = memory.signal.slot(t);
      linear.forward(pass, memory.weights, source.panels(), source.slot(t), e, slot, false);
      for (int p = pass.from; p < pass.to; p++) {
        int at = e.at(slot, p);
        pass.kernels.reluForward(e.values(), at, e.values(), at, n);
      }
    }
  }

  /// @param dOutputs `memory.de`
  @Override
  public void backward(
      Pass pass, Memory memory, int steps, @Nullable Panels dOutputs, @Nullable Panels dInputs) {
    Panels e = memory.e;
    Panels de = memory.de;
    int n = linear.outputs() * e.row();
    for (int t = 0; t < steps; t++) {
      for (int p = pass.from; p < pass.to; p++) {
        int at = de.at(t, p);
        pass.kernels.reluBackward(de.values(), at, e.values(), e.at(t, p), de.values(), at, n);
      }
      if (dInputs != null) linear.inputsBack(pass, memory.weights, de, t, dInputs, t);
    }
  }

  @Override
  public void parameterGradient(
      Share share, Memory memory, Signal source, int steps, float[] gradient) {
    linear.parameterGradient(
        share, memory.weights, source.panels(), source.slot(0), memory.de, steps, gradient);
  }
}
