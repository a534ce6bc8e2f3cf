package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Packing;
import dev.rondo.engine.kernel.Panels;
import dev.rondo.engine.memory.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A linear map: `kernel [I, O]` and, unless it has none, `bias [O]`.
record Linear(int inputs, int outputs, Parameter kernel, @Nullable Parameter bias)
    implements Component<Linear.Weights> {
  /// The matrix in the order of the products.
  ///
  /// @param values for the forward pass, and from `back` on for the gradient of the inputs
  /// @param padded outputs of a single series, rounded up to whole vectors; 0 for many series
  /// @param column `[I]`: inputs of a single series; empty for many series
  /// @param row `[padded]`: outputs of a single series
  /// @param sums gradient of kernel and bias, transposed, `[O, I + 1]`
  @SuppressWarnings("ArrayRecordComponent")
  record Weights(float[] values, int back, int padded, float[] column, float[] row, float[] sums) {}

  /// Assigns places in the weight array to the parameters, from `at` on.
  static Linear at(int at, String name, int inputs, int outputs) {
    Parameter kernel = new Parameter(name + ".kernel", at, inputs, outputs);
    return new Linear(
        inputs, outputs, kernel, new Parameter(name + ".bias", kernel.end(), 1, outputs));
  }

  /// As [#at], without a bias.
  static Linear withoutBias(int at, String name, int inputs, int outputs) {
    return new Linear(inputs, outputs, new Parameter(name, at, inputs, outputs), null);
  }

  @Override
  public List<Parameter> parameters() {
    return bias == null ? List.of(kernel) : List.of(kernel, bias);
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
  public Weights memory(Arena arena, Extent extent, int steps) {
    boolean training = extent.training();
    int padded = extent.single() ? extent.rounded(outputs) : 0;
    int forward = Packing.size(extent.rounded(outputs), inputs);
    int backward = training ? Packing.size(inputs, outputs) : 0;
    return new Weights(
        arena.floats((long) forward + backward),
        forward,
        padded,
        arena.floats(padded > 0 ? inputs : 0),
        arena.floats(padded),
        arena.floats(training ? outputs * (inputs + 1L) : 0));
  }

  @Override
  public void load(Weights weights, float[] w) {
    float[] to = weights.values;
    int at = kernel.at();
    int biasAt = bias == null ? -1 : bias.at();
    if (weights.padded > 0) {
      Packing.single(w, at, outputs, inputs, 1, outputs, weights.padded, biasAt, -1, to, 0);
      return;
    }
    Packing.blocks(w, at, outputs, 1, inputs, outputs, biasAt, -1, to, 0);
    if (to.length > weights.back)
      Packing.blocks(w, at, 1, outputs, outputs, inputs, -1, -1, to, weights.back);
  }

  /// Writes step s of z from step t of x.
  ///
  /// @param onto adds to the values in z instead of the bias
  void forward(Pass pass, Weights weights, Panels x, int t, Panels z, int s, boolean onto) {
    if (weights.padded > 0) {
      single(pass, weights, x, t, z, s, onto);
      return;
    }
    pass.kernels.product(weights.values, 0, outputs, inputs, x, t, z, s, pass.from, pass.to, onto);
  }

  private void single(Pass pass, Weights weights, Panels x, int t, Panels z, int s, boolean onto) {
    float[] column = weights.column;
    float[] row = weights.row;
    int from = x.at(t, 0);
    int at = z.at(s, 0);
    for (int i = 0; i < inputs; i++) column[i] = x.values()[from + i * x.row()];
    if (onto) for (int o = 0; o < outputs; o++) row[o] = z.values()[at + o * z.row()];
    pass.kernels.productSingle(weights.values, 0, weights.padded, inputs, column, 0, row, 0, onto);
    for (int o = 0; o < outputs; o++) z.values()[at + o * z.row()] = row[o];
  }

  /// Writes the gradient of step t of the inputs from that of step s of the outputs.
  void inputsBack(Pass pass, Weights weights, Panels dz, int s, Panels dx, int t) {
    pass.kernels.product(
        weights.values, weights.back, inputs, outputs, dz, s, dx, t, pass.from, pass.to, false);
  }

  /// Adds the gradient of the share's parameters over `steps` steps, from step `first` of x and step 0 of dz on.
  void parameterGradient(
      Share share, Weights weights, Panels x, int first, Panels dz, int steps, float[] gradient) {
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
        x,
        first,
        dz,
        from,
        steps,
        share.panels(),
        k,
        share.scratch);
    if (bias != null) Rows.addTransposed(sums, k, row, 1, from, to, gradient, bias.at(), 0);
    Rows.addTransposed(sums, 0, row, k, from, to, gradient, kernel.at(), outputs);
  }
}
