package dev.rondo.engine.network;

import dev.rondo.engine.cell.Tape;
import dev.rondo.engine.kernel.Panels;

/// The hidden and cell states of every layer for a batch of series, passed from call to call; zero at the start.
public final class State {
  private final float[][] h; // per layer [P, H, W]
  private final float[][] c; // per layer [P, H, W], empty where the cell has none

  State(Stack stack, int columns) {
    int layers = stack.layers().size();
    this.h = new float[layers][];
    this.c = new float[layers][];
    for (int l = 0; l < layers; l++) {
      RecurrentLayer layer = stack.layers().get(l);
      h[l] = new float[Math.multiplyExact(layer.units(), columns)];
      c[l] = new float[layer.cell().carriesCellState() ? h[l].length : 0];
    }
  }

  /// Copies the states into slot 0.
  void load(Stack.Memory memory) {
    for (int l = 0; l < h.length; l++) {
      Tape tape = memory.tape(l);
      check(tape, l);
      for (int p = 0; p < tape.panels; p++) {
        copyIn(h[l], tape.h, tape, p);
        if (tape.carriesCellState) copyIn(c[l], tape.c, tape, p);
      }
    }
  }

  /// Copies the states from the slot of state `steps`.
  void save(Stack.Memory memory, int steps) {
    for (int l = 0; l < h.length; l++) {
      Tape tape = memory.tape(l);
      int slot = tape.slot(steps);
      for (int p = 0; p < tape.panels; p++) {
        copyOut(tape.h, slot, h[l], tape, p);
        if (tape.carriesCellState) copyOut(tape.c, slot, c[l], tape, p);
      }
    }
  }

  private void check(Tape tape, int l) {
    if (h[l].length != tape.panels * tape.units * tape.width) {
      throw new IllegalArgumentException("the state belongs to another network or capacity");
    }
  }

  private static void copyIn(float[] values, Panels states, Tape tape, int p) {
    int size = tape.units * tape.width;
    System.arraycopy(values, p * size, states.values(), states.at(0, p), size);
  }

  private static void copyOut(Panels states, int slot, float[] values, Tape tape, int p) {
    int size = tape.units * tape.width;
    System.arraycopy(states.values(), states.at(slot, p), values, p * size, size);
  }
}
