package dev.rondo.engine.network;

import dev.rondo.engine.cell.Cell;
import dev.rondo.engine.cell.Tape;
import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.kernel.Packing;
import dev.rondo.engine.kernel.Panels;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A cell over time steps: the input and recurrent products around its gate arithmetic.
///
/// Parameters (the layout and gate order of Keras): `kernel [I, G*H]`, `recurrent_kernel [H, G*H]`, `bias [G*H]`, and where
/// the cell keeps gates apart `recurrent_bias [G*H]`. The first two follow each other, so that one product takes inputs and
/// state together.
record RecurrentLayer(
    Cell cell,
    int inputs,
    int units,
    Parameter kernel,
    Parameter recurrent,
    Parameter bias,
    @Nullable Parameter recurrentBias) {

  /// Lays the parameters of a layer into the weight array from `at`.
  static RecurrentLayer at(int at, String name, Cell cell, int inputs, int units) {
    int width = cell.gates() * units;
    Parameter kernel = new Parameter(name + ".kernel", at, inputs, width);
    Parameter recurrent =
        new Parameter(name + ".recurrent_kernel", at + kernel.size(), units, width);
    Parameter bias = new Parameter(name + ".bias", recurrent.at() + recurrent.size(), 1, width);
    Parameter recurrentBias =
        cell.separate() == 0
            ? null
            : new Parameter(name + ".recurrent_bias", bias.at() + bias.size(), 1, width);
    return new RecurrentLayer(cell, inputs, units, kernel, recurrent, bias, recurrentBias);
  }

  List<Parameter> parameters() {
    return recurrentBias == null
        ? List.of(kernel, recurrent, bias)
        : List.of(kernel, recurrent, bias, recurrentBias);
  }

  int parameterCount() {
    return parameters().stream().mapToInt(Parameter::size).sum();
  }

  private int width() {
    return cell.gates() * units;
  }

  private int apart() {
    return cell.separate() * units;
  }

  /// Rows of the pre-activations that hold the recurrent share too.
  private int shared() {
    return width() - apart();
  }

  /// The matrices of a layer as the products read them, in one array.
  ///
  /// @param joint inputs and state to the gates that take both
  /// @param candidate inputs to the gates kept apart
  /// @param recurrent state to the gates kept apart
  /// @param dState gates to the gradient of the state
  /// @param dStateApart gates kept apart to the gradient of the state
  /// @param dInputs gates to the gradient of the inputs
  /// @param sums gradient of the parameters, transposed, `[G*H, I + H + biases]`
  @SuppressWarnings("ArrayRecordComponent")
  record Packed(
      float[] values,
      float[] sums,
      int joint,
      int candidate,
      int recurrent,
      int dState,
      int dStateApart,
      int dInputs) {}

  /// @param single whether for a single series
  /// @param lanes what its units are rounded up to
  Packed packed(boolean training, boolean single, int lanes) {
    int unit = single ? Math.ceilDiv(units, lanes) * lanes : units;
    int sharedRows = (cell.gates() - cell.separate()) * unit;
    int apartRows = cell.separate() * unit;
    int candidate = Packing.size(sharedRows, inputs + units);
    int recurrentAt = candidate + Packing.size(apartRows, inputs);
    int dState = recurrentAt + Packing.size(apartRows, units);
    if (!training)
      return new Packed(new float[dState], new float[0], 0, candidate, recurrentAt, 0, 0, 0);
    int dStateApart = dState + Packing.size(units, shared());
    int dInputs = dStateApart + Packing.size(units, apart());
    int end = dInputs + Packing.size(inputs, width());
    float[] sums = new float[width() * sumsRow()];
    return new Packed(
        new float[end], sums, 0, candidate, recurrentAt, dState, dStateApart, dInputs);
  }

  long packedFloats(boolean training) {
    long joint = (long) shared() * (inputs + units + 1);
    long apart = (long) apart() * (inputs + units + 2);
    long sums = (long) width() * sumsRow();
    long back = (long) units * (width() + 2L) + (long) inputs * (width() + 1L) + sums;
    return joint + apart + (training ? back : 0);
  }

  void pack(float[] w, Packed packed, boolean training, boolean single, int lanes) {
    if (single) {
      packSingle(w, packed, lanes);
      return;
    }
    int width = width();
    int shared = shared();
    int more = recurrentBias == null ? -1 : recurrentBias.at();
    float[] to = packed.values;
    Packing.blocks(
        w, kernel.at(), width, 1, inputs + units, shared, bias.at(), more, to, packed.joint);
    if (apart() > 0) {
      Packing.blocks(
          w,
          kernel.at() + shared,
          width,
          1,
          inputs,
          apart(),
          bias.at() + shared,
          -1,
          to,
          packed.candidate);
      Packing.blocks(
          w,
          recurrent.at() + shared,
          width,
          1,
          units,
          apart(),
          more + shared,
          -1,
          to,
          packed.recurrent);
    }
    if (!training) return;
    Packing.blocks(w, recurrent.at(), 1, width, shared, units, -1, -1, to, packed.dState);
    Packing.blocks(
        w, recurrent.at() + shared, 1, width, apart(), units, -1, -1, to, packed.dStateApart);
    Packing.blocks(w, kernel.at(), 1, width, width, inputs, -1, -1, to, packed.dInputs);
  }

  private void packSingle(float[] w, Packed packed, int lanes) {
    int width = width();
    int shared = shared();
    int unit = Math.ceilDiv(units, lanes) * lanes;
    int more = recurrentBias == null ? -1 : recurrentBias.at();
    int gates = cell.gates() - cell.separate();
    float[] to = packed.values;
    Packing.single(
        w,
        kernel.at(),
        width,
        inputs + units,
        gates,
        units,
        unit,
        bias.at(),
        more,
        to,
        packed.joint);
    if (apart() == 0) return;
    int separate = cell.separate();
    Packing.single(
        w,
        kernel.at() + shared,
        width,
        inputs,
        separate,
        units,
        unit,
        bias.at() + shared,
        -1,
        to,
        packed.candidate);
    Packing.single(
        w,
        recurrent.at() + shared,
        width,
        units,
        separate,
        units,
        unit,
        more + shared,
        -1,
        to,
        packed.recurrent);
  }

  /// One step of the panels `[from, to)`: reads inputs and state of slot t, writes the state of slot t + 1.
  ///
  /// @param start first real step of each column; before it the state stays as it was
  /// @param masked steps before this one have masked columns
  void forward(
      Kernels kernels, Packed packed, Tape tape, int t, int from, int to, int[] start, int masked) {
    if (tape.single()) productsSingle(kernels, packed, tape, t);
    else products(kernels, packed, tape, t, from, to);
    for (int p = from; p < to; p++) cell.forward(kernels, tape, t, p);
    if (t < masked) Masking.keepState(tape, t, from, to, start);
  }

  private void products(Kernels kernels, Packed packed, Tape tape, int t, int from, int to) {
    float[] w = packed.values;
    int slot = tape.slot(t);
    int joint = inputs + units;
    kernels.product(
        w, packed.joint, shared(), joint, tape.seen, slot, tape.gates, t, from, to, false);
    if (apart() == 0) return;
    kernels.product(
        w, packed.candidate, apart(), inputs, tape.seen, slot, tape.apart, t, from, to, false);
    kernels.product(w, packed.recurrent, apart(), units, tape.h, slot, tape.q, t, from, to, false);
  }

  private void productsSingle(Kernels kernels, Packed packed, Tape tape, int t) {
    float[] w = packed.values;
    float[] seen = tape.seen.values();
    float[] gates = tape.gates.values();
    int at = tape.seen.at(tape.slot(t), 0);
    int shared = (cell.gates() - cell.separate()) * tape.state;
    kernels.productSingle(w, packed.joint, shared, inputs + units, seen, at, gates, 0);
    if (apart() == 0) return;
    int apart = cell.separate() * tape.state;
    kernels.productSingle(w, packed.candidate, apart, inputs, seen, at, gates, shared);
    kernels.productSingle(w, packed.recurrent, apart, units, seen, at + inputs, tape.q.values(), 0);
  }

  /// Steps `steps - 1` down to 0 of the panels `[from, to)`. On entry dh and dc of the tape hold the gradient of the last
  /// state that arrives from elsewhere, on return that of slot 0; gates and q hold the gradients of the pre-activations.
  ///
  /// @param dOutputs gradient of the states as outputs, `[T, P, H, W]`; null when there is none
  /// @param dInputs where the gradient of the inputs goes, `[T, P, I, W]`; null when nobody asks
  /// @param truncation steps after which the gradient through time is cut, 0 for never
  void backward(
      Kernels kernels,
      Packed packed,
      Tape tape,
      int steps,
      @Nullable Panels dOutputs,
      @Nullable Panels dInputs,
      int from,
      int to,
      int[] start,
      int masked,
      int truncation) {
    float[] w = packed.values;
    for (int t = steps - 1; t >= 0; t--) {
      if (truncation > 0 && t != steps - 1 && (steps - 1 - t) % truncation == 0)
        tape.clearGradient(from, to);
      if (dOutputs != null) add(dOutputs, t, tape, from, to);
      boolean hold = t < masked;
      if (hold) Masking.hold(tape, from, to);
      for (int p = from; p < to; p++) cell.backward(kernels, tape, t, p);
      if (hold) Masking.clearGates(cell, tape, t, from, to, start);
      kernels.product(
          w,
          packed.dState,
          units,
          shared(),
          tape.gates,
          t,
          tape.dh,
          0,
          from,
          to,
          cell.keepsGradient());
      if (apart() > 0) {
        kernels.product(
            w, packed.dStateApart, units, apart(), tape.q, t, tape.dh, 0, from, to, true);
      }
      if (hold) Masking.release(tape, t, from, to, start);
      if (dInputs != null) {
        kernels.product(
            w, packed.dInputs, inputs, width(), tape.gates, t, dInputs, t, from, to, false);
      }
    }
  }

  private static void add(Panels source, int t, Tape tape, int from, int to) {
    float[] values = source.values();
    float[] dh = tape.dh.values();
    for (int p = from; p < to; p++) {
      int at = source.at(t, p);
      int dhAt = tape.dh.at(0, p);
      for (int i = 0; i < tape.state; i++) dh[dhAt + i] += values[at + i];
    }
  }

  /// Adds the gradient of the parameters over all steps: part `part` of `parts` of the columns of each matrix.
  ///
  /// @param panels groups of columns in use
  void parameterGradient(
      Kernels kernels,
      float[] gradient,
      Packed packed,
      Tape tape,
      int steps,
      int panels,
      int part,
      int parts,
      float[] scratch) {
    int from = (int) ((long) width() * part / parts);
    int to = (int) ((long) width() * (part + 1) / parts);
    int split = Math.clamp(shared(), from, to);
    int k = inputs + units;
    int row = sumsRow();
    float[] sums = packed.sums;
    Arrays.fill(sums, from * row, to * row, 0f);
    Panels x = tape.seen;
    Panels gates = tape.gates;
    int at = from * row;
    int m = split - from;
    kernels.outerSum(sums, at, row, k, m, x, 0, gates, from, steps, panels, k, scratch);
    if (recurrentBias != null) {
      at = split * row;
      m = to - split;
      kernels.outerSum(sums, at, row, inputs, m, x, 0, gates, split, steps, panels, k, scratch);
      int q = split - shared();
      at += inputs;
      int ones = units + 1;
      kernels.outerSum(sums, at, row, units, m, tape.h, 0, tape.q, q, steps, panels, ones, scratch);
      Rows.addTransposed(sums, k, row, 1, from, split, gradient, recurrentBias.at(), 0);
      Rows.addTransposed(sums, k + 1, row, 1, split, to, gradient, recurrentBias.at(), 0);
    }
    Rows.addTransposed(sums, k, row, 1, from, to, gradient, bias.at(), 0);
    Rows.addTransposed(sums, 0, row, k, from, to, gradient, kernel.at(), width());
  }

  /// Sums for each column of the matrices: over inputs, states, ones, and apart from them ones again.
  private int sumsRow() {
    return inputs + units + (recurrentBias == null ? 1 : 2);
  }
}
