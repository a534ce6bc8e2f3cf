package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Packing;
import dev.rondo.engine.kernel.Panels;
import dev.rondo.engine.memory.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The linear projection from hidden states to outputs: `kernel [H, O]`, `bias [O]`.
record Dense(int inputs, int outputs, Parameter kernel, Parameter bias) implements Projection {
  /// The matrix in the order of the products.
  ///
  /// @param values for the forward pass, and from `back` on for the backward pass
  /// @param padded outputs of a single series, rounded up to whole vectors; 0 for many series
  /// @param row `[padded]`: outputs of a single series
  /// @param dy `[S, P, O, W]`: gradient of the outputs, in panels
  /// @param sums gradient of kernel and bias, transposed, `[O, H + 1]`
  @SuppressWarnings("ArrayRecordComponent")
  record Weights(float[] values, int back, int padded, float[] row, Panels dy, float[] sums) {}

  /// Assigns places in the weight array to the parameters, from `at` on.
  static Dense at(int at, int inputs, int outputs) {
    Parameter kernel = new Parameter("head.kernel", at, inputs, outputs);
    return new Dense(inputs, outputs, kernel, new Parameter("head.bias", kernel.end(), 1, outputs));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(kernel, bias);
  }

  @Override
  public void initialise(float[] weights, RandomGenerator random) {
    Initializer.glorot(kernel, weights, random);
  }

  @Override
  public long multiplyAdds() {
    return kernel.size();
  }

  @Override
  public Memory memory(Arena arena, Extent extent, int steps) {
    boolean training = extent.training();
    int padded = extent.single() ? extent.rounded(outputs) : 0;
    int forward = Packing.size(extent.rounded(outputs), inputs);
    int backward = training ? Packing.size(inputs, outputs) : 0;
    Weights weights =
        new Weights(
            arena.floats((long) forward + backward),
            forward,
            padded,
            arena.floats(padded),
            extent.panels(arena, training ? steps : 0, outputs),
            arena.floats(training ? outputs * (inputs + 1L) : 0));
    return Memory.of(arena, extent, steps, outputs, weights);
  }

  private static Weights weights(Memory memory) {
    return Objects.requireNonNull(memory.weights(), "memory of another projection");
  }

  @Override
  public void load(Memory memory, float[] w) {
    Weights weights = weights(memory);
    float[] to = weights.values;
    int at = kernel.at();
    if (weights.padded > 0) {
      Packing.single(w, at, outputs, inputs, 1, outputs, weights.padded, bias.at(), -1, to, 0);
      return;
    }
    Packing.blocks(w, at, outputs, 1, inputs, outputs, bias.at(), -1, to, 0);
    if (to.length > weights.back)
      Packing.blocks(w, at, 1, outputs, outputs, inputs, -1, -1, to, weights.back);
  }

  @Override
  public void forward(Pass pass, Memory memory, Signal source, int first, int last) {
    Weights weights = weights(memory);
    for (int s = first; s < last; s++) {
      if (weights.padded > 0) {
        single(pass, memory, weights, source, s);
      } else {
        pass.kernels.product(
            weights.values,
            0,
            outputs,
            inputs,
            source.panels(),
            source.slot(s),
            memory.y(),
            s,
            pass.from,
            pass.to,
            false);
      }
    }
  }

  private void single(Pass pass, Memory memory, Weights weights, Signal source, int s) {
    float[] h = source.panels().values();
    int hAt = source.panels().at(source.slot(s), 0);
    float[] row = weights.row;
    pass.kernels.productSingle(weights.values, 0, weights.padded, inputs, h, hAt, row, 0);
    Panels y = memory.y();
    int at = y.at(s, 0);
    for (int o = 0; o < outputs; o++) y.values()[at + o * y.row()] = row[o];
  }

  @Override
  public void backward(
      Pass pass, Memory memory, int steps, @Nullable Panels dOutputs, @Nullable Panels dInputs) {
    if (dOutputs == null) return;
    Weights weights = weights(memory);
    Panels dy = weights.dy;
    for (int s = 0; s < steps; s++) {
      Rows.copy(pass, dOutputs, s, dy, s, outputs, memory.width());
      if (dInputs == null) continue;
      pass.kernels.product(
          weights.values,
          weights.back,
          inputs,
          outputs,
          dy,
          s,
          dInputs,
          s,
          pass.from,
          pass.to,
          false);
    }
  }

  @Override
  public void parameterGradient(
      Share share, Memory memory, Signal source, int steps, float[] gradient) {
    Weights weights = weights(memory);
    int from = share.from(outputs);
    int to = share.to(outputs);
    int k = inputs;
    int row = k + 1;
    float[] sums = weights.sums;
    Arrays.fill(sums, from * row, to * row, 0f);
    share.kernels.outerSum(
        sums,
        from * row,
        row,
        k,
        to - from,
        source.panels(),
        source.slot(0),
        weights.dy,
        from,
        steps,
        share.panels(),
        k,
        share.scratch);
    Rows.addTransposed(sums, k, row, 1, from, to, gradient, bias.at(), 0);
    Rows.addTransposed(sums, 0, row, k, from, to, gradient, kernel.at(), outputs);
  }
}
