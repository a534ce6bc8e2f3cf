package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Packing;
import dev.rondo.engine.memory.Arena;

/// The matrices of a recurrent layer in the order in which the products read them, one after the other in `values`.
///
/// Letters: I inputs, H units, G gates. `shared` gates read inputs and state in one product; the separate gates (`apart`) read
/// each in its own product.
final class RecurrentWeights {
  private final RecurrentLayer layer;
  private final Extent extent;

  /// Units of a gate; for a single series rounded up to whole vectors.
  private final int unit;

  /// All matrices. From 0 on: from inputs and state to the shared gates.
  final float[] values;

  /// From here on: from inputs to the separate gates.
  final int candidate;

  /// From here on: from state to the separate gates.
  final int recurrent;

  /// From here on: from shared gates to the gradient of the state. This and the following matrices exist in training only.
  final int dState;

  /// From here on: from separate gates to the gradient of the state.
  final int dStateApart;

  /// From here on: from gates to the gradient of the inputs.
  final int dInputs;

  /// Gradient of the parameters, transposed, `[G*H, I + H + biases]`.
  final float[] sums;

  RecurrentWeights(RecurrentLayer layer, Arena arena, Extent extent) {
    this.layer = layer;
    this.extent = extent;
    int inputs = layer.inputs();
    int units = layer.units();
    int separate = layer.cell().separate();
    this.unit = extent.rounded(units);
    this.candidate = Packing.size((layer.cell().gates() - separate) * unit, inputs + units);
    this.recurrent = candidate + Packing.size(separate * unit, inputs);
    this.dState = recurrent + Packing.size(separate * unit, units);
    this.dStateApart = dState + Packing.size(units, layer.shared());
    this.dInputs = dStateApart + Packing.size(units, layer.apart());
    int end = dInputs + Packing.size(inputs, layer.width());
    this.values = arena.floats(extent.training() ? end : dState);
    this.sums = arena.floats(extent.training() ? (long) layer.width() * layer.sumsRow() : 0);
  }

  /// Copies weights into `values`.
  void load(float[] w) {
    if (extent.single()) loadSingle(w);
    else loadBlocks(w);
  }

  private void loadBlocks(float[] w) {
    int inputs = layer.inputs();
    int units = layer.units();
    int width = layer.width();
    int shared = layer.shared();
    int apart = layer.apart();
    int kernel = layer.kernel().at();
    int state = layer.recurrent().at();
    int bias = layer.bias().at();
    int more = layer.recurrentBiasAt();
    blocks(w, kernel, width, 1, inputs + units, shared, bias, more, 0);
    if (apart > 0) {
      blocks(w, kernel + shared, width, 1, inputs, apart, bias + shared, -1, candidate);
      blocks(w, state + shared, width, 1, units, apart, more + shared, -1, recurrent);
    }
    if (!extent.training()) return;
    blocks(w, state, 1, width, shared, units, -1, -1, dState);
    blocks(w, state + shared, 1, width, apart, units, -1, -1, dStateApart);
    blocks(w, kernel, 1, width, width, inputs, -1, -1, dInputs);
  }

  private void blocks(
      float[] w, int at, int inner, int outer, int n, int rows, int bias, int more, int to) {
    Packing.blocks(w, at, inner, outer, n, rows, bias, more, values, to);
  }

  private void loadSingle(float[] w) {
    int inputs = layer.inputs();
    int units = layer.units();
    int shared = layer.shared();
    int separate = layer.cell().separate();
    int gates = layer.cell().gates() - separate;
    int kernel = layer.kernel().at();
    int bias = layer.bias().at();
    int more = layer.recurrentBiasAt();
    single(w, kernel, inputs + units, gates, bias, more, 0);
    if (separate == 0) return;
    single(w, kernel + shared, inputs, separate, bias + shared, -1, candidate);
    single(w, layer.recurrent().at() + shared, units, separate, more + shared, -1, recurrent);
  }

  private void single(float[] w, int at, int n, int gates, int bias, int more, int to) {
    Packing.single(w, at, layer.width(), n, gates, layer.units(), unit, bias, more, values, to);
  }
}
