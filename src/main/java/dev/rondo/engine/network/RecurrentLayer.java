package dev.rondo.engine.network;

import dev.rondo.engine.cell.Cell;
import dev.rondo.engine.cell.Tape;
import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.kernel.Panels;
import dev.rondo.engine.memory.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A cell over time steps: the input and recurrent products around its gate arithmetic.
///
/// Parameters, in the layout and gate order of Keras: `kernel [I, G*H]`, `recurrent_kernel [H, G*H]`, `bias [G*H]`, and
/// `recurrent_bias [G*H]` if the cell has separate gates. The first two are adjacent, so that one product reads inputs and
/// state together.
///
/// @param dropout dropout of the layer's inputs
/// @param padded whether its steps are those of the batch, whose windows may start with padding
record RecurrentLayer(
    Cell cell,
    int inputs,
    int units,
    Dropout dropout,
    boolean padded,
    Parameter kernel,
    Parameter recurrent,
    Parameter bias,
    @Nullable Parameter recurrentBias)
    implements Layer<RecurrentLayer.Memory> {

  /// @param tape states and gates of all steps
  /// @param states the states of the tape that are the layer's outputs
  record Memory(Tape tape, Signal states, RecurrentWeights weights) {}

  /// Assigns places in the weight array to the parameters of a layer, from `at` on.
  static RecurrentLayer at(
      int at, String name, Cell cell, int inputs, int units, Dropout dropout, boolean padded) {
    int width = cell.gates() * units;
    Parameter kernel = new Parameter(name + ".kernel", at, inputs, width);
    Parameter recurrent = new Parameter(name + ".recurrent_kernel", kernel.end(), units, width);
    Parameter bias = new Parameter(name + ".bias", recurrent.end(), 1, width);
    Parameter recurrentBias =
        cell.separate() == 0 ? null : new Parameter(name + ".recurrent_bias", bias.end(), 1, width);
    return new RecurrentLayer(
        cell, inputs, units, dropout, padded, kernel, recurrent, bias, recurrentBias);
  }

  @Override
  public List<Parameter> parameters() {
    return recurrentBias == null
        ? List.of(kernel, recurrent, bias)
        : List.of(kernel, recurrent, bias, recurrentBias);
  }

  @Override
  public void initialise(float[] weights, RandomGenerator random) {
    Initializer.glorot(kernel, weights, random);
    Initializer.orthogonal(recurrent, weights, random);
    int gate = cell.biasedGate();
    if (gate >= 0) {
      int at = bias.at() + gate * units;
      Arrays.fill(weights, at, at + units, 1f);
    }
  }

  @Override
  public long multiplyAdds() {
    return kernel.size() + (long) recurrent.size();
  }

  /// The name of the layer in the names of its parameters.
  String name() {
    return kernel.name().substring(0, kernel.name().lastIndexOf('.'));
  }

  /// Rows of the pre-activations of all gates.
  int width() {
    return cell.gates() * units;
  }

  /// Rows of the pre-activations of the gates with a separate recurrent product.
  int apart() {
    return cell.separate() * units;
  }

  /// Rows of the pre-activations that include the recurrent product.
  int shared() {
    return width() - apart();
  }

  int recurrentBiasAt() {
    return recurrentBias == null ? -1 : recurrentBias.at();
  }

  /// Sums for each column of the matrices: over inputs, states, ones, and separately over ones again.
  int sumsRow() {
    return inputs + units + (recurrentBias == null ? 1 : 2);
  }

  @Override
  public Memory memory(Arena arena, Extent extent, int steps) {
    Tape tape = new Tape(arena, cell, extent.tape(inputs, units, steps));
    // Slot 0 is the state before the first step.
    Signal states = new Signal(tape.h, 1, tape.slots);
    return new Memory(tape, states, new RecurrentWeights(this, arena, extent));
  }

  @Override
  public void load(Memory memory, float[] weights) {
    memory.weights.load(weights);
  }

  /// The state after each step.
  @Override
  public Signal output(Memory memory) {
    return memory.states;
  }

  @Override
  public void forward(Pass pass, Memory memory, Signal source, int first, int last) {
    for (int t = first; t < last; t++) step(pass, memory, source, t);
  }

  /// Reads inputs and state of slot t, writes the state of slot t + 1.
  private void step(Pass pass, Memory memory, Signal source, int t) {
    Tape tape = memory.tape;
    preActivations(pass, memory, source, t);
    for (int p = pass.from; p < pass.to; p++) cell.forward(pass.kernels, tape, t, p);
    if (masked(pass, t)) Masking.keepState(pass, tape, t);
  }

  /// Reads inputs and state of slot t, writes the pre-activations of the gates.
  void preActivations(Pass pass, Memory memory, Signal source, int t) {
    Tape tape = memory.tape;
    int slot = tape.slot(t);
    if (dropout.isOn(pass)) {
      dropout.apply(pass, t, inputs, source.panels(), source.slot(t), tape.seen, slot);
    } else {
      Rows.copy(pass, source.panels(), source.slot(t), tape.seen, slot, inputs, tape.width);
    }
    if (tape.single()) productsSingle(pass.kernels, memory, t);
    else products(pass, memory, t);
  }

  private boolean masked(Pass pass, int t) {
    return padded && t < pass.masked;
  }

  private void products(Pass pass, Memory memory, int t) {
    Kernels kernels = pass.kernels;
    RecurrentWeights w = memory.weights;
    Tape tape = memory.tape;
    int slot = tape.slot(t);
    int from = pass.from;
    int to = pass.to;
    int joint = inputs + units;
    kernels.product(w.values, 0, shared(), joint, tape.seen, slot, tape.gates, t, from, to, false);
    int apart = apart();
    if (apart == 0) return;
    kernels.product(
        w.values, w.candidate, apart, inputs, tape.seen, slot, tape.apart, t, from, to, false);
    kernels.product(w.values, w.recurrent, apart, units, tape.h, slot, tape.q, t, from, to, false);
  }

  private void productsSingle(Kernels kernels, Memory memory, int t) {
    RecurrentWeights w = memory.weights;
    Tape tape = memory.tape;
    float[] seen = tape.seen.values();
    float[] gates = tape.gates.values();
    int at = tape.seen.at(tape.slot(t), 0);
    int shared = (cell.gates() - cell.separate()) * tape.state;
    kernels.productSingle(w.values, 0, shared, inputs + units, seen, at, gates, 0, false);
    if (apart() == 0) return;
    int apart = cell.separate() * tape.state;
    float[] q = tape.q.values();
    kernels.productSingle(w.values, w.candidate, apart, inputs, seen, at, gates, shared, false);
    kernels.productSingle(w.values, w.recurrent, apart, units, seen, at + inputs, q, 0, false);
  }

  /// On entry, dh and dc of the tape contain the gradient of the last state from other modules, on return that of slot 0; gates
  /// and q contain the gradients of the pre-activations.
  @Override
  public void backward(
      Pass pass, Memory memory, int steps, @Nullable Panels dOutputs, @Nullable Panels dInputs) {
    Tape tape = memory.tape;
    int truncation = pass.truncation;
    for (int t = steps - 1; t >= 0; t--) {
      if (truncation > 0 && t != steps - 1 && (steps - 1 - t) % truncation == 0)
        tape.clearGradient(pass.from, pass.to);
      if (dOutputs != null) addOutputs(pass, dOutputs, t, tape);
      tape.keepGradient(t, pass.from, pass.to);
      boolean masked = masked(pass, t);
      if (masked) Masking.hold(pass, tape);
      for (int p = pass.from; p < pass.to; p++) cell.backward(pass.kernels, tape, t, p);
      if (masked) Masking.clearGates(pass, cell, tape, t);
      productsBack(pass, memory, t);
      if (masked) Masking.release(pass, tape, t);
      if (dInputs != null) inputsBack(pass, memory, t, dInputs);
    }
  }

  /// Adds the recurrent products of the gates' gradients to dh; overwrites dh if the cell does not keep it.
  void productsBack(Pass pass, Memory memory, int t) {
    Kernels kernels = pass.kernels;
    RecurrentWeights w = memory.weights;
    Tape tape = memory.tape;
    Panels dh = tape.dh;
    int from = pass.from;
    int to = pass.to;
    boolean onto = cell.keepsGradient();
    kernels.product(w.values, w.dState, units, shared(), tape.gates, t, dh, 0, from, to, onto);
    if (apart() > 0)
      kernels.product(w.values, w.dStateApart, units, apart(), tape.q, t, dh, 0, from, to, true);
  }

  /// The gradient of the inputs of step t.
  void inputsBack(Pass pass, Memory memory, int t, Panels dInputs) {
    RecurrentWeights w = memory.weights;
    Panels gates = memory.tape.gates;
    pass.kernels.product(
        w.values, w.dInputs, inputs, width(), gates, t, dInputs, t, pass.from, pass.to, false);
    if (dropout.isOn(pass)) dropout.apply(pass, t, inputs, dInputs, t, dInputs, t);
  }

  private static void addOutputs(Pass pass, Panels dOutputs, int t, Tape tape) {
    float[] values = dOutputs.values();
    float[] dh = tape.dh.values();
    for (int p = pass.from; p < pass.to; p++) {
      int at = dOutputs.at(t, p);
      int dhAt = tape.dh.at(0, p);
      for (int i = 0; i < tape.state; i++) dh[dhAt + i] += values[at + i];
    }
  }

  @Override
  public void parameterGradient(
      Share share, Memory memory, Signal source, int steps, float[] gradient) {
    Kernels kernels = share.kernels;
    Tape tape = memory.tape;
    float[] sums = memory.weights.sums;
    float[] scratch = share.scratch;
    int panels = share.panels();
    int from = share.from(width());
    int to = share.to(width());
    int split = Math.clamp(shared(), from, to);
    int k = inputs + units;
    int row = sumsRow();
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
}
