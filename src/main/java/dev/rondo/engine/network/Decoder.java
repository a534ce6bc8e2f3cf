package dev.rondo.engine.network;

import dev.rondo.engine.cell.Tape;
import dev.rondo.engine.kernel.Panels;
import dev.rondo.engine.memory.Arena;

/// A stack that computes the steps of the horizon one after the other. It starts from the last states of an encoder with the
/// same units and reads the targets of the previous step. The first step reads those of the input's last step. Later steps read
/// the true ones in training (teacher forcing), and the decoder's own outputs otherwise.
///
/// @param features number of target features, which are the first inputs
/// @param quantiles output columns of each feature
/// @param point the column that is used as the point forecast
record Decoder(Stack stack, int features, int horizon, int quantiles, int point) {
  /// @param fed `[horizon, P, F, W]`: the inputs of the stack
  /// @param dFed gradient of `fed` if the gradient of the inputs is required; otherwise without steps
  record Memory(Stack.Memory stack, Panels fed, Signal source, Panels dFed, int width) {}

  Memory memory(Arena arena, Extent extent) {
    Stack.Memory states = stack.memory(arena, extent, horizon);
    Panels fed = extent.panels(arena, horizon, features);
    int asked = extent.use() == Extent.Use.INPUT_GRADIENT ? horizon : 0;
    Panels dFed = extent.panels(arena, asked, features);
    return new Memory(states, fed, Signal.of(fed), dFed, extent.width());
  }

  /// The outputs of all steps.
  void forward(
      NetworkPass pass,
      Memory memory,
      Stack.Memory encoder,
      int encoderSteps,
      Projection head,
      Projection.Memory outputs) {
    start(pass, memory, encoder, encoderSteps);
    Signal states = stack.output(memory.stack);
    if (pass.training()) {
      for (int s = 1; s < horizon; s++)
        Rows.copy(pass, pass.batch.y, s - 1, memory.fed, s, features, memory.width);
      stack.forward(pass, memory.stack, memory.source, 0, horizon);
      head.forward(pass, outputs, states, 0, horizon);
      return;
    }
    for (int s = 0; s < horizon; s++) {
      stack.forward(pass, memory.stack, memory.source, s, s + 1);
      head.forward(pass, outputs, states, s, s + 1);
      if (s + 1 < horizon) feed(pass, memory, outputs.y(), s);
    }
  }

  private void start(NetworkPass pass, Memory memory, Stack.Memory encoder, int encoderSteps) {
    for (int l = 0; l < stack.layers().size(); l++) {
      Tape source = encoder.tape(l);
      Tape target = memory.stack.tape(l);
      int slot = source.slot(encoderSteps);
      Rows.copy(pass, source.h, slot, target.h, 0, target.units, target.width);
      if (target.carriesCellState)
        Rows.copy(pass, source.c, slot, target.c, 0, target.units, target.width);
    }
    Rows.copy(pass, pass.batch.x, encoderSteps - 1, memory.fed, 0, features, memory.width);
  }

  /// Copies the point forecasts of step `s` to the inputs of the next step.
  private void feed(NetworkPass pass, Memory memory, Panels y, int s) {
    Panels fed = memory.fed;
    for (int p = pass.from; p < pass.to; p++) {
      for (int f = 0; f < features; f++) {
        int row = f * quantiles + point;
        System.arraycopy(
            y.values(),
            y.at(s, p) + row * y.row(),
            fed.values(),
            fed.at(s + 1, p) + f * fed.row(),
            fed.row());
      }
    }
  }

  /// Passes the gradient of the first states to the last states of the encoder.
  ///
  /// @param dStates gradient of its states as outputs
  void backward(NetworkPass pass, Memory memory, Panels dStates, Stack.Memory encoder) {
    stack.clearGradient(pass, memory.stack);
    Panels dFed = memory.dFed.values().length == 0 ? null : memory.dFed;
    stack.backward(pass, memory.stack, horizon, dStates, dFed);
    for (int l = 0; l < stack.layers().size(); l++) {
      Tape source = memory.stack.tape(l);
      Tape target = encoder.tape(l);
      Rows.copy(pass, source.dh, 0, target.dh, 0, target.units, target.width);
      if (target.carriesCellState)
        Rows.copy(pass, source.dc, 0, target.dc, 0, target.units, target.width);
    }
  }

  /// Adds the gradient of the first step's inputs to that of the input's last step.
  void addInputGradient(NetworkPass pass, Memory memory, Panels dInputs, int lastStep) {
    Panels dFed = memory.dFed;
    for (int p = pass.from; p < pass.to; p++) {
      int at = dFed.at(0, p);
      int to = dInputs.at(lastStep, p);
      for (int i = 0; i < features * memory.width; i++)
        dInputs.values()[to + i] += dFed.values()[at + i];
    }
  }
}
