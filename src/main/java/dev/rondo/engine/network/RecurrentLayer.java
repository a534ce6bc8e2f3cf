package dev.rondo.engine.network;

import dev.rondo.engine.cell.Cell;
import dev.rondo.engine.cell.Tape;
import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.kernel.Kernels.Steps;
import dev.rondo.engine.kernel.Lanes;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A cell over time steps: the input and recurrent products around its gate arithmetic.
///
/// Parameters (the layout and gate order of Keras): `kernel [I, G*H]`, `recurrent_kernel [H, G*H]`, `bias [G*H]`, and where
/// the cell keeps gates apart `recurrent_bias [G*H]`.
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

  /// Rows of the pre-activations that hold the recurrent share too.
  private int shared() {
    return (cell.gates() - cell.separate()) * units;
  }

  /// One step: reads `x` and state slot t, writes slot t + 1.
  ///
  /// @param start first real step of each column; before it the state stays as it was
  /// @param masked steps before this one have masked columns
  void forward(
      Kernels kernels, float[] w, Steps x, Tape tape, int t, Lanes lanes, int[] start, int masked) {
    int gatesAt = tape.gatesAt(t);
    int hAt = tape.slot(t);
    kernels.fillRows(w, bias.at(), width(), tape.gates, gatesAt, lanes);
    if (recurrentBias != null)
      kernels.addRows(w, recurrentBias.at(), shared(), tape.gates, gatesAt, lanes);
    kernels.product(
        w,
        kernel.at(),
        width(),
        inputs,
        width(),
        x.values(),
        x.at() + t * x.stride(),
        tape.gates,
        gatesAt,
        lanes);
    kernels.product(
        w, recurrent.at(), width(), units, shared(), tape.h, hAt, tape.gates, gatesAt, lanes);
    if (recurrentBias != null) {
      int apart = width() - shared();
      kernels.fillRows(w, recurrentBias.at() + shared(), apart, tape.q, tape.qAt(t), lanes);
      kernels.product(
          w,
          recurrent.at() + shared(),
          width(),
          units,
          apart,
          tape.h,
          hAt,
          tape.q,
          tape.qAt(t),
          lanes);
    }
    cell.forward(kernels, tape, t, lanes);
    if (t < masked) keepState(tape, t, lanes, start);
  }

  private static void keepState(Tape tape, int t, Lanes lanes, int[] start) {
    int now = tape.slot(t);
    int next = tape.slot(t + 1);
    for (int row = 0; row < tape.units; row++) {
      for (int b = lanes.from(); b < lanes.to(); b++) {
        if (t >= start[b]) continue;
        int at = row * lanes.stride() + b;
        tape.h[next + at] = tape.h[now + at];
        if (tape.c.length > 0) tape.c[next + at] = tape.c[now + at];
      }
    }
  }

  /// Steps `to - 1` down to `from`. On entry dh and dc of the tape hold the gradient of state slot `to` that arrives from
  /// later steps, on return that of slot `from`; gates and q hold the gradients of the pre-activations.
  ///
  /// @param dOutputs gradient of the states as outputs, `[T, H, lanes]`; null when there is none
  /// @param truncation steps after which the gradient through time is cut, 0 for never
  void backward(
      Kernels kernels,
      float[] w,
      Tape tape,
      int from,
      int to,
      @Nullable Steps dOutputs,
      Lanes lanes,
      int[] start,
      int masked,
      int truncation) {
    int state = units * lanes.stride();
    for (int t = to - 1; t >= from; t--) {
      if (truncation > 0 && t != to - 1 && (to - 1 - t) % truncation == 0) clear(tape, lanes);
      if (dOutputs != null)
        add(dOutputs.values(), dOutputs.at() + t * dOutputs.stride(), tape.dh, lanes);
      boolean hold = t < masked;
      if (hold) hold(tape, lanes, state);
      cell.backward(kernels, tape, t, lanes);
      if (hold) release(tape, t, lanes, start, state);
      kernels.productTransposed(
          w,
          recurrent.at(),
          width(),
          units,
          shared(),
          tape.gates,
          tape.gatesAt(t),
          tape.dh,
          0,
          lanes);
      if (recurrentBias != null) {
        kernels.productTransposed(
            w,
            recurrent.at() + shared(),
            width(),
            units,
            width() - shared(),
            tape.q,
            tape.qAt(t),
            tape.dh,
            0,
            lanes);
      }
    }
  }

  void clear(Tape tape, Lanes lanes) {
    for (int row = 0; row < units; row++) {
      int at = row * lanes.stride();
      Arrays.fill(tape.dh, at + lanes.from(), at + lanes.to(), 0f);
      if (tape.dc.length > 0) Arrays.fill(tape.dc, at + lanes.from(), at + lanes.to(), 0f);
    }
  }

  private void add(float[] source, int sourceAt, float[] target, Lanes lanes) {
    for (int row = 0; row < units; row++) {
      int at = row * lanes.stride();
      for (int b = at + lanes.from(); b < at + lanes.to(); b++) target[b] += source[sourceAt + b];
    }
  }

  private void hold(Tape tape, Lanes lanes, int state) {
    for (int row = 0; row < units; row++) {
      int at = row * lanes.stride() + lanes.from();
      System.arraycopy(tape.dh, at, tape.held, at, lanes.to() - lanes.from());
      if (tape.dc.length > 0)
        System.arraycopy(tape.dc, at, tape.held, state + at, lanes.to() - lanes.from());
    }
  }

  // A masked step is the identity: its gradient passes on whole and none reaches the parameters.
  private void release(Tape tape, int t, Lanes lanes, int[] start, int state) {
    for (int b = lanes.from(); b < lanes.to(); b++) {
      if (t >= start[b]) continue;
      for (int row = 0; row < units; row++) {
        int at = row * lanes.stride() + b;
        tape.dh[at] = tape.held[at];
        if (tape.dc.length > 0) tape.dc[at] = tape.held[state + at];
      }
      for (int row = 0; row < width(); row++)
        tape.gates[tape.gatesAt(t) + row * lanes.stride() + b] = 0f;
      for (int row = 0; row < cell.separate() * units; row++)
        tape.q[tape.qAt(t) + row * lanes.stride() + b] = 0f;
    }
  }

  /// Gradient of the inputs of every step, overwriting `dx [T, I, lanes]`.
  void inputGradient(Kernels kernels, float[] w, Tape tape, int steps, Steps dx, Lanes lanes) {
    for (int t = 0; t < steps; t++) {
      int at = dx.at() + t * dx.stride();
      for (int row = 0; row < inputs; row++) {
        int rowAt = at + row * lanes.stride();
        Arrays.fill(dx.values(), rowAt + lanes.from(), rowAt + lanes.to(), 0f);
      }
      kernels.productTransposed(
          w,
          kernel.at(),
          width(),
          inputs,
          width(),
          tape.gates,
          tape.gatesAt(t),
          dx.values(),
          at,
          lanes);
    }
  }

  /// Adds the gradient of the parameters over all steps: part `part` of `parts` of the columns of each matrix.
  void parameterGradient(
      Kernels kernels,
      float[] gradient,
      Steps x,
      Tape tape,
      int steps,
      Lanes lanes,
      int part,
      int parts,
      float[] scratch) {
    Steps gates = new Steps(tape.gates, 0, tape.gatesAt(1));
    Steps h = new Steps(tape.h, 0, tape.slot(1));
    int from = (int) ((long) width() * part / parts);
    int to = (int) ((long) width() * (part + 1) / parts);
    columns(kernels, gradient, kernel, x, gates, 0, from, to, steps, lanes, scratch);
    kernels.rowSum(
        gradient, bias.at() + from, to - from, rows(gates, from, lanes), steps, lanes, scratch);
    int split = Math.clamp(shared(), from, to);
    columns(kernels, gradient, recurrent, h, gates, 0, from, split, steps, lanes, scratch);
    if (recurrentBias != null) {
      Steps q = new Steps(tape.q, 0, tape.qAt(1));
      columns(kernels, gradient, recurrent, h, q, shared(), split, to, steps, lanes, scratch);
      kernels.rowSum(
          gradient,
          recurrentBias.at() + from,
          split - from,
          rows(gates, from, lanes),
          steps,
          lanes,
          scratch);
      kernels.rowSum(
          gradient,
          recurrentBias.at() + split,
          to - split,
          rows(q, split - shared(), lanes),
          steps,
          lanes,
          scratch);
    }
  }

  /// Columns `[from, to)` of one matrix, whose column `offset` belongs to row 0 of `d`.
  private void columns(
      Kernels kernels,
      float[] gradient,
      Parameter matrix,
      Steps x,
      Steps d,
      int offset,
      int from,
      int to,
      int steps,
      Lanes lanes,
      float[] scratch) {
    if (to <= from) return;
    kernels.outerSum(
        gradient,
        matrix.at() + from,
        width(),
        matrix.rows(),
        to - from,
        x,
        rows(d, from - offset, lanes),
        steps,
        lanes,
        scratch);
  }

  private static Steps rows(Steps steps, int row, Lanes lanes) {
    return new Steps(steps.values(), steps.at() + row * lanes.stride(), steps.stride());
  }
}
