package dev.rondo.engine.network;

import dev.rondo.engine.cell.Tape;
import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.kernel.Panels;
import dev.rondo.engine.memory.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One recurrent step for each segment of the horizon, each from the last state of an encoder (Lin et al. 2023, SegRNN). The
/// inputs of a step are the embedding of its position, the context of the window (series and static values), and the values
/// of the segment that are known in advance.
///
/// The products of state and context are the same for all segments and computed once for each window, the products of the
/// positions once for each batch.
///
/// @param joint kernel of the context, recurrent kernel and biases
/// @param positions `[m, d]`
/// @param positionKernel `[d, G*d]`
/// @param known kernel of the values known in advance; null if there are none
record ParallelDecoder(
    RecurrentLayer joint, Parameter positions, Parameter positionKernel, @Nullable Linear known)
    implements Component<ParallelDecoder.Memory> {
  /// Standard deviation of the initial positions.
  private static final double SPREAD = 0.3;

  /// @param joint the joint pre-activations in its gates; after the backward pass the sums of their gradients
  /// @param steps a parallel tape with one step for each segment
  /// @param states the states after its steps
  /// @param embedded `[m, d]`: the positions
  /// @param kernel `[d, G*d]`: the kernel of the positions
  /// @param products `[m, 2, G*d]`: zeros, then the products of a position, in the order of a product with one input
  /// @param ones a panel with a row of ones, which is that input
  /// @param dProducts `[m, G*d]`: gradient of the products
  /// @param gates the gates of each step of the tape
  @SuppressWarnings("ArrayRecordComponent")
  record Memory(
      RecurrentLayer.Memory joint,
      Tape steps,
      Signal states,
      float[] embedded,
      float[] kernel,
      float[] products,
      Panels ones,
      float[] dProducts,
      List<Panels> gates,
      Linear.@Nullable Weights known) {}

  /// Assigns places in the weight array to the parameters, from `at` on.
  static ParallelDecoder at(int at, SegmentSpec spec) {
    int units = spec.units();
    RecurrentLayer joint =
        RecurrentLayer.at(
            at, "decoder", spec.cell(), spec.contextWidth(), units, Dropout.NONE, false);
    int next = Math.addExact(at, joint.parameterCount());
    Parameter positions = new Parameter("decoder.positions", next, spec.horizonSegments(), units);
    Parameter kernel =
        new Parameter("decoder.position_kernel", positions.end(), units, joint.width());
    Linear known =
        spec.knownWidth() == 0
            ? null
            : Linear.withoutBias(
                kernel.end(), "decoder.known_kernel", spec.knownWidth(), joint.width());
    return new ParallelDecoder(joint, positions, kernel, known);
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>(joint.parameters());
    parameters.add(positions);
    parameters.add(positionKernel);
    if (known != null) parameters.addAll(known.parameters());
    return parameters;
  }

  @Override
  public void initialise(float[] weights, RandomGenerator random) {
    joint.initialise(weights, random);
    Initializer.normal(positions, SPREAD, weights, random);
    Initializer.glorot(positionKernel, weights, random);
    if (known != null) known.initialise(weights, random);
  }

  /// Of one segment, with the joint products.
  @Override
  public long multiplyAdds() {
    return joint.multiplyAdds() + (known == null ? 0 : known.multiplyAdds());
  }

  @Override
  public Memory memory(Arena arena, Extent extent, int steps) {
    Tape tape = new Tape(arena, joint.cell(), extent.parallelTape(joint.units(), steps));
    List<Panels> gates = new ArrayList<>();
    for (int s = 0; s < steps; s++) {
      Panels all = tape.gates;
      gates.add(new Panels(all.values(), all.at(s, 0), 0, all.panel(), all.row()));
    }
    Panels h = tape.h;
    Panels after = new Panels(h.values(), h.at(1, 0), h.step(), h.panel(), h.row());
    return new Memory(
        joint.memory(arena, extent, 1),
        tape,
        new Signal(after, 0, tape.slots - 1),
        arena.floats(positions.size()),
        arena.floats(positionKernel.size()),
        arena.floats(2L * steps * joint.width()),
        new Panels(arena.floats(Kernels.COLUMNS), 0, 0, 0, Kernels.COLUMNS),
        arena.floats(extent.training() ? (long) steps * joint.width() : 0),
        List.copyOf(gates),
        known == null ? null : known.memory(arena, extent, steps));
  }

  @Override
  public void load(Memory memory, float[] weights) {
    joint.load(memory.joint, weights);
    if (known != null && memory.known != null) known.load(memory.known, weights);
    Arrays.fill(memory.ones.values(), 1f);
    System.arraycopy(weights, positions.at(), memory.embedded, 0, positions.size());
    System.arraycopy(weights, positionKernel.at(), memory.kernel, 0, positionKernel.size());
    int width = joint.width();
    for (int s = 0; s < positions.rows(); s++) {
      int to = (2 * s + 1) * width;
      Arrays.fill(memory.products, to, to + width, 0f);
      for (int i = 0; i < positions.columns(); i++) {
        float position = memory.embedded[s * positions.columns() + i];
        addMultiple(position, memory.kernel, i * width, memory.products, to, width);
      }
    }
  }

  private static void addMultiple(float by, float[] x, int xAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) y[yAt + i] = Math.fma(by, x[xAt + i], y[yAt + i]);
  }

  /// Computes the joint products from the encoder's state after `encoderSteps` steps.
  ///
  /// @param context `[1, P, C, W]`
  void start(Pass pass, Memory memory, Signal context, Tape encoder, int encoderSteps) {
    Tape first = memory.joint.tape();
    Tape steps = memory.steps;
    int slot = encoder.slot(encoderSteps);
    Rows.copy(pass, encoder.h, slot, first.h, 0, first.units, first.width);
    Rows.copy(pass, encoder.h, slot, steps.h, 0, steps.units, steps.width);
    if (steps.carriesCellState)
      Rows.copy(pass, encoder.c, slot, steps.c, 0, steps.units, steps.width);
    joint.preActivations(pass, memory.joint, context, 0);
  }

  /// Computes the state of segment `s`.
  ///
  /// @param future `[m, P, K, W]`: the values known in advance
  void forward(Pass pass, Memory memory, Panels future, int s) {
    Tape first = memory.joint.tape();
    Tape steps = memory.steps;
    int width = joint.width();
    Rows.copy(pass, first.gates, 0, steps.gates, s, width, steps.width);
    Rows.copy(pass, first.q, 0, steps.q, s, joint.apart(), steps.width);
    addPosition(pass, memory, s);
    if (known != null && memory.known != null)
      known.forward(pass, memory.known, future, s, steps.gates, s, true);
    for (int p = pass.from; p < pass.to; p++) joint.cell().forward(pass.kernels, steps, s, p);
  }

  /// Adds the product of the position of segment `s` to its gates.
  private void addPosition(Pass pass, Memory memory, int s) {
    Panels gates = memory.steps.gates;
    int width = joint.width();
    int at = 2 * s * width;
    if (memory.steps.single()) {
      addMultiple(1f, memory.products, at + width, gates.values(), gates.at(s, 0), width);
      return;
    }
    pass.kernels.product(
        memory.products, at, width, 1, memory.ones, 0, gates, s, pass.from, pass.to, true);
  }

  /// Passes the gradient of the states to the last state of the encoder.
  ///
  /// @param dStates `[m, P, d, W]`
  /// @param dContext receives the gradient of the context; null if it is not needed
  void backward(Pass pass, Memory memory, Panels dStates, Tape encoder, @Nullable Panels dContext) {
    Tape first = memory.joint.tape();
    Tape steps = memory.steps;
    int units = joint.units();
    first.clearGradient(pass.from, pass.to);
    for (int s = 0; s < positions.rows(); s++) {
      steps.clearGradient(pass.from, pass.to);
      Rows.copy(pass, dStates, s, steps.dh, 0, units, steps.width);
      steps.keepGradient(s, pass.from, pass.to);
      for (int p = pass.from; p < pass.to; p++) joint.cell().backward(pass.kernels, steps, s, p);
      sum(pass, steps.gates, s, first.gates, joint.width());
      sum(pass, steps.q, s, first.q, joint.apart());
      if (joint.cell().keepsGradient()) Rows.add(pass, steps.dh, 0, first.dh, 0, units);
      if (steps.carriesCellState) Rows.add(pass, steps.dc, 0, first.dc, 0, units);
    }
    joint.productsBack(pass, memory.joint, 0);
    if (dContext != null) joint.inputsBack(pass, memory.joint, 0, dContext);
    Rows.copy(pass, first.dh, 0, encoder.dh, 0, units, first.width);
    if (first.carriesCellState) Rows.copy(pass, first.dc, 0, encoder.dc, 0, units, first.width);
  }

  /// Adds step `s` to the sums, which start with step 0.
  private static void sum(Pass pass, Panels source, int s, Panels sums, int rows) {
    if (s == 0) Rows.copy(pass, source, s, sums, 0, rows, Kernels.COLUMNS);
    else Rows.add(pass, source, s, sums, 0, rows);
  }

  /// Adds the share's gradient of all parameters but the positions.
  ///
  /// @param context as in [#start]
  /// @param future as in [#forward]
  void parameterGradient(
      Share share, Memory memory, Signal context, Panels future, float[] gradient) {
    joint.parameterGradient(share, memory.joint, context, 1, gradient);
    int width = joint.width();
    int from = share.from(width);
    int to = share.to(width);
    Panels all = memory.steps.gates;
    for (int s = 0; s < positions.rows(); s++) {
      int at = s * width + from;
      Arrays.fill(memory.dProducts, at, s * width + to, 0f);
      Panels gates = memory.gates.get(s);
      share.kernels.outerSum(
          memory.dProducts,
          at,
          1,
          0,
          to - from,
          all,
          0,
          gates,
          from,
          1,
          share.panels(),
          0,
          share.scratch);
      for (int i = 0; i < positions.columns(); i++) {
        float position = memory.embedded[s * positions.columns() + i];
        int target = positionKernel.at() + i * width + from;
        addMultiple(position, memory.dProducts, at, gradient, target, to - from);
      }
    }
    if (known != null && memory.known != null)
      known.parameterGradient(share, memory.known, future, 0, all, positions.rows(), gradient);
  }

  /// Adds the gradient of the positions, after [#parameterGradient] of all shares.
  void positionGradient(Memory memory, float[] gradient) {
    int width = joint.width();
    int units = positions.columns();
    for (int s = 0; s < positions.rows(); s++) {
      int to = positions.at() + s * units;
      for (int i = 0; i < units; i++)
        gradient[to + i] += dot(memory.kernel, i * width, memory.dProducts, s * width, width);
    }
  }

  // Four sums at a time: one would wait for each addition.
  private static float dot(float[] x, int xAt, float[] y, int yAt, int n) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      a = Math.fma(x[xAt + i], y[yAt + i], a);
      b = Math.fma(x[xAt + i + 1], y[yAt + i + 1], b);
      c = Math.fma(x[xAt + i + 2], y[yAt + i + 2], c);
      d = Math.fma(x[xAt + i + 3], y[yAt + i + 3], d);
    }
    for (; i < n; i++) a = Math.fma(x[xAt + i], y[yAt + i], a);
    return (a + b) + (c + d);
  }
}
