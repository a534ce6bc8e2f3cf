package dev.rondo.engine.network;

import dev.rondo.engine.cell.Cell;
import dev.rondo.engine.cell.Tape;
import dev.rondo.engine.kernel.Panels;

/// A column is masked at the steps before its first real step, which are padding. A masked step is the identity: the state stays
/// unchanged, the gradient passes through, and none of it reaches the parameters.
final class Masking {
  private Masking() {}

  /// Copies state slot t to slot t + 1 for the masked columns.
  static void keepState(Pass pass, Tape tape, int t) {
    int now = tape.slot(t);
    int next = tape.slot(t + 1);
    for (int p = pass.from; p < pass.to; p++) {
      for (int b = 0; b < tape.width; b++) {
        if (t >= pass.start[p * tape.width + b]) continue;
        column(tape.h, tape.h.at(now, p) + b, tape.h, tape.h.at(next, p) + b, tape);
        if (tape.carriesCellState)
          column(tape.c, tape.c.at(now, p) + b, tape.c, tape.c.at(next, p) + b, tape);
      }
    }
  }

  /// Saves dh and dc of a step.
  static void hold(Pass pass, Tape tape) {
    for (int p = pass.from; p < pass.to; p++) {
      int at = tape.held.at(0, p);
      float[] held = tape.held.values();
      System.arraycopy(tape.dh.values(), tape.dh.at(0, p), held, at, tape.state);
      if (tape.carriesCellState)
        System.arraycopy(tape.dc.values(), tape.dc.at(0, p), held, at + tape.state, tape.state);
    }
  }

  static void clearGates(Pass pass, Cell cell, Tape tape, int t) {
    for (int p = pass.from; p < pass.to; p++) {
      for (int b = 0; b < tape.width; b++) {
        if (t >= pass.start[p * tape.width + b]) continue;
        zero(tape.gates, tape.gates.at(t, p) + b, cell.gates() * tape.units);
        zero(tape.q, tape.q.at(t, p) + b, cell.separate() * tape.units);
      }
    }
  }

  /// Restores the saved gradients of the masked columns.
  static void release(Pass pass, Tape tape, int t) {
    for (int p = pass.from; p < pass.to; p++) {
      for (int b = 0; b < tape.width; b++) {
        if (t >= pass.start[p * tape.width + b]) continue;
        int held = tape.held.at(0, p) + b;
        column(tape.held, held, tape.dh, tape.dh.at(0, p) + b, tape);
        if (tape.carriesCellState)
          column(tape.held, held + tape.state, tape.dc, tape.dc.at(0, p) + b, tape);
      }
    }
  }

  private static void column(Panels source, int sourceAt, Panels target, int targetAt, Tape tape) {
    for (int i = 0; i < tape.units * tape.width; i += tape.width)
      target.values()[targetAt + i] = source.values()[sourceAt + i];
  }

  private static void zero(Panels panels, int at, int rows) {
    for (int row = 0; row < rows; row++) panels.values()[at + row * panels.row()] = 0f;
  }
}
