package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.kernel.Packing;
import dev.rondo.engine.kernel.Panels;
import java.util.Arrays;
import java.util.List;

/// The linear projection from hidden states to outputs: `kernel [H, O]`, `bias [O]`.
record Dense(int inputs, int outputs, Parameter kernel, Parameter bias) {
  static Dense at(int at, int inputs, int outputs) {
    Parameter kernel = new Parameter("head.kernel", at, inputs, outputs);
    return new Dense(
        inputs, outputs, kernel, new Parameter("head.bias", at + kernel.size(), 1, outputs));
  }

  List<Parameter> parameters() {
    return List.of(kernel, bias);
  }

  /// The matrix as the products read it, forward and from `back` on backward.
  ///
  /// @param row outputs of a single series, rounded up
  /// @param sums gradient of kernel and bias, transposed, `[O, H + 1]`
  @SuppressWarnings("ArrayRecordComponent")
  record Packed(float[] values, int back, float[] row, float[] sums) {}

  Packed packed(Extent extent) {
    int padded = Math.ceilDiv(outputs, extent.unit()) * extent.unit();
    int forward = Packing.size(padded, inputs);
    int backward = extent.training() ? Packing.size(inputs, outputs) : 0;
    return new Packed(
        new float[forward + backward],
        forward,
        new float[extent.single() ? padded : 0],
        new float[extent.training() ? outputs * (inputs + 1) : 0]);
  }

  long packedFloats(boolean training) {
    return outputs * (inputs + 1L)
        + (training ? inputs * (outputs + 1L) + outputs * (inputs + 1L) : 0);
  }

  void pack(float[] w, Packed packed, Extent extent) {
    float[] to = packed.values;
    int at = kernel.at();
    if (extent.single()) {
      int padded = packed.row.length;
      Packing.single(w, at, outputs, inputs, 1, outputs, padded, bias.at(), -1, to, 0);
      return;
    }
    Packing.blocks(w, at, outputs, 1, inputs, outputs, bias.at(), -1, to, 0);
    if (extent.training())
      Packing.blocks(w, at, 1, outputs, outputs, inputs, -1, -1, to, packed.back);
  }

  /// Outputs of step `s` from the states of slot `slot`.
  void forward(
      Kernels kernels, Packed packed, Panels h, int slot, Panels y, int s, int from, int to) {
    kernels.product(packed.values, 0, outputs, inputs, h, slot, y, s, from, to, false);
  }

  void forwardSingle(Kernels kernels, Packed packed, Panels h, int slot, Panels y, int s) {
    float[] row = packed.row;
    kernels.productSingle(packed.values, 0, row.length, inputs, h.values(), h.at(slot, 0), row, 0);
    int at = y.at(s, 0);
    for (int o = 0; o < outputs; o++) y.values()[at + o * y.row()] = row[o];
  }

  /// Overwrites step `t` of dh.
  void backward(
      Kernels kernels, Packed packed, Panels dy, int s, Panels dh, int t, int from, int to) {
    kernels.product(packed.values, packed.back, inputs, outputs, dy, s, dh, t, from, to, false);
  }

  /// Adds the gradient of part `part` of `parts` of the outputs' parameters.
  ///
  /// @param first slot of h that belongs to output step 0
  void parameterGradient(
      Kernels kernels,
      float[] gradient,
      Packed packed,
      Panels h,
      int first,
      Panels dy,
      int steps,
      int panels,
      int part,
      int parts,
      float[] scratch) {
    int from = (int) ((long) outputs * part / parts);
    int to = (int) ((long) outputs * (part + 1) / parts);
    int m = to - from;
    int k = inputs;
    int row = k + 1;
    float[] sums = packed.sums;
    Arrays.fill(sums, from * row, to * row, 0f);
    kernels.outerSum(sums, from * row, row, k, m, h, first, dy, from, steps, panels, k, scratch);
    Rows.addTransposed(sums, k, row, 1, from, to, gradient, bias.at(), 0);
    Rows.addTransposed(sums, 0, row, k, from, to, gradient, kernel.at(), outputs);
  }
}
