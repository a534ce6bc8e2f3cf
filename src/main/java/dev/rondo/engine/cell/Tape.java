package dev.rondo.engine.cell;

import dev.rondo.engine.kernel.Panels;
import dev.rondo.engine.memory.Arena;
import java.util.Arrays;

/// What one unrolled layer stores in the forward pass for the backward pass. Letters: T steps, P panels, W columns of a
/// panel, I inputs, G gates, S separate gates, H units. A panel is 16 columns (windows) of the batch that are adjacent in
/// memory, see [Panels]; a masked column is one that is still in the padding before its first real step.
///
/// Step t reads the inputs and the state of slot t and writes the state of slot t + 1; slot 0 is the initial state. A tape
/// for training has T + 1 slots. A tape for inference has the gates of one step and two slots, between which it alternates. A
/// tape for a single series has one panel of one column, and its units are rounded up to whole vectors.
///
/// The steps of a parallel tape do not follow each other: every step reads slot 0.
public final class Tape {
  public final int inputs;
  public final int units;
  public final int panels;

  /// Columns of a panel (W): 16, or 1 for a single series.
  public final int width;

  /// Floats of the states of a panel.
  public final int state;

  /// Number of state slots.
  public final int slots;

  /// Whether every step reads slot 0.
  private final boolean parallel;

  private final boolean traced;

  /// Whether the cell has a cell state.
  public final boolean carriesCellState;

  /// `[slots, P, I + H, W]`: the inputs of a step and the state before the step.
  public final Panels seen;

  /// The part of it with the states, `[slots, P, H, W]`.
  public final Panels h;

  /// Cell states, in the same slots; length 0 if the cell has none.
  public final Panels c;

  /// `[T or 1, P, G*H, W]`: pre-activations, then activations, then their gradients.
  public final Panels gates;

  /// The last S gates of it.
  public final Panels apart;

  /// `[T or 1, P, S*H, W]`: the separate recurrent product, then its gradient.
  public final Panels q;

  /// `[P, H, W]`: gradient of the state of the current step.
  public final Panels dh;

  /// `[P, H, W]`: gradient of the cell state.
  public final Panels dc;

  /// `[T, P, H, W]`: dh of each step, complete; without steps unless the tape is for a trace.
  public final Panels dStates;

  /// `[P, 2H, W]`: dh and dc of the masked columns.
  public final Panels held;

  public Tape(Arena arena, Cell cell, Shape shape) {
    this.inputs = shape.inputs;
    this.units = shape.units;
    this.panels = shape.panels;
    this.width = shape.width;
    this.state = shape.state();
    this.slots = shape.slots();
    this.parallel = shape.parallel;
    this.traced = shape.traced;
    this.carriesCellState = cell.carriesCellState();
    int kept = shape.training ? shape.steps : 1;
    int row = inputs * width;
    this.seen = panels(arena, slots, row + state);
    this.h = new Panels(seen.values(), row, seen.step(), seen.panel(), width);
    this.c = panels(arena, cell.carriesCellState() ? slots : 0, state);
    this.gates = repeated(arena, kept, cell.gates() * state);
    int shared = (cell.gates() - cell.separate()) * state;
    this.apart = new Panels(gates.values(), shared, gates.step(), gates.panel(), width);
    this.q = repeated(arena, kept, cell.separate() * state);
    int gradients = shape.training ? 1 : 0;
    this.dh = repeated(arena, gradients, state);
    this.dc = repeated(arena, cell.carriesCellState() ? gradients : 0, state);
    this.dStates = panels(arena, shape.traced ? shape.steps : 0, state);
    this.held = repeated(arena, gradients, 2 * state);
  }

  private Panels panels(Arena arena, int steps, int floats) {
    int panel = Panels.distance(floats, width);
    int step = Math.multiplyExact(panels, panel);
    return new Panels(arena.floats((long) steps * step), 0, step, panel, width);
  }

  /// Index of the gates of a step: 0 for every step if only one is stored.
  private Panels repeated(Arena arena, int steps, int floats) {
    Panels all = panels(arena, steps, floats);
    return steps > 1 ? all : new Panels(all.values(), 0, 0, all.panel(), width);
  }

  /// Determines the size of a tape.
  ///
  /// @param rounded units, for a single series rounded up to whole vectors
  /// @param traced whether the gradients of the states of all steps are kept
  public record Shape(
      int inputs,
      int units,
      int rounded,
      int steps,
      int panels,
      int width,
      boolean training,
      boolean parallel,
      boolean traced) {
    int state() {
      return Math.multiplyExact(rounded, width);
    }

    int slots() {
      return training ? Math.addExact(steps, 1) : 2;
    }
  }

  public boolean single() {
    return width == 1;
  }

  /// The slot of state t.
  public int slot(int t) {
    return t % slots;
  }

  /// The slot of the state before step t.
  int before(int t) {
    return parallel ? 0 : slot(t);
  }

  /// The slot of the state after step t.
  public int after(int t) {
    return parallel ? 1 + t % (slots - 1) : slot(t + 1);
  }

  /// Sets the states in slot 0 of the panels `[from, to)` to zero.
  public void clear(int from, int to) {
    for (int p = from; p < to; p++) {
      zero(h, p);
      if (carriesCellState) zero(c, p);
    }
  }

  /// Sets the gradients of the last states to zero.
  public void clearGradient(int from, int to) {
    for (int p = from; p < to; p++) {
      zero(dh, p);
      if (carriesCellState) zero(dc, p);
    }
  }

  /// Keeps the gradient of the state after step t for a trace, if the tape is for one.
  public void keepGradient(int t, int from, int to) {
    if (!traced) return;
    for (int p = from; p < to; p++)
      System.arraycopy(dh.values(), dh.at(0, p), dStates.values(), dStates.at(t, p), state);
  }

  private void zero(Panels states, int p) {
    int at = states.at(0, p);
    Arrays.fill(states.values(), at, at + state, 0f);
  }
}
