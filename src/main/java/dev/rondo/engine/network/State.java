package dev.rondo.engine.network;

/// The hidden and cell states of every layer for a batch of series, carried from call to call; zero at the start.
public final class State {
  final float[][] h; // per layer [H, lanes]
  final float[][] c; // per layer [H, lanes], empty where the cell has none

  State(Stack stack, int lanes) {
    int layers = stack.layers().size();
    this.h = new float[layers][];
    this.c = new float[layers][];
    for (int l = 0; l < layers; l++) {
      RecurrentLayer layer = stack.layers().get(l);
      h[l] = new float[layer.units() * lanes];
      c[l] = new float[layer.cell().carriesCellState() ? h[l].length : 0];
    }
  }
}
