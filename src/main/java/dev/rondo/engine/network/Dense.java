package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.kernel.Kernels.Steps;
import dev.rondo.engine.kernel.Lanes;
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

  void forward(Kernels kernels, float[] w, float[] h, int hAt, float[] y, int yAt, Lanes lanes) {
    kernels.fillRows(w, bias.at(), outputs, y, yAt, lanes);
    kernels.product(w, kernel.at(), outputs, inputs, outputs, h, hAt, y, yAt, lanes);
  }

  /// Overwrites `dh [H, lanes]`.
  void backward(
      Kernels kernels, float[] w, float[] dy, int dyAt, float[] dh, int dhAt, Lanes lanes) {
    for (int row = 0; row < inputs; row++) {
      int at = dhAt + row * lanes.stride();
      Arrays.fill(dh, at + lanes.from(), at + lanes.to(), 0f);
    }
    kernels.productTransposed(w, kernel.at(), outputs, inputs, outputs, dy, dyAt, dh, dhAt, lanes);
  }

  /// Adds the gradient of part `part` of `parts` of the outputs' parameters.
  void parameterGradient(
      Kernels kernels,
      float[] gradient,
      Steps h,
      Steps dy,
      int steps,
      Lanes lanes,
      int part,
      int parts,
      float[] scratch) {
    int from = (int) ((long) outputs * part / parts);
    int to = (int) ((long) outputs * (part + 1) / parts);
    if (to <= from) return;
    Steps rows = new Steps(dy.values(), dy.at() + from * lanes.stride(), dy.stride());
    kernels.outerSum(
        gradient, kernel.at() + from, outputs, inputs, to - from, h, rows, steps, lanes, scratch);
    kernels.rowSum(gradient, bias.at() + from, to - from, rows, steps, lanes, scratch);
  }
}
