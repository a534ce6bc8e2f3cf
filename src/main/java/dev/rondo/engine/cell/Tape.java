package dev.rondo.engine.cell;

/// What one unrolled layer keeps on the way forward for the way back. Letters: T steps, G gates, S separate gates, H units.
///
/// Step t reads state slot t and writes slot t + 1; slot 0 is the initial state. A tape for inference keeps the gates of one
/// step only.
public final class Tape {
  public final int units;
  public final int lanes;
  public final float[] h; // [T+1, H, lanes]
  public final float[] c; // [T+1, H, lanes], empty unless the cell carries a cell state
  public final float[]
      gates; // [T or 1, G*H, lanes] pre-activations, then activations, then their gradients
  public final float[] q; // [T or 1, S*H, lanes] recurrent share kept apart, then its gradient
  public final float[] dh; // [H, lanes] gradient of the state of the step at hand
  public final float[] dc; // [H, lanes]
  public final float[] held; // [2H, lanes] dh and dc of masked columns
  private final int gateStep;
  private final int qStep;

  public Tape(Cell cell, int units, int steps, int lanes, boolean training) {
    this.units = units;
    this.lanes = lanes;
    int state = Math.multiplyExact(units, lanes);
    int kept = training ? steps : 1;
    int gateRow = Math.multiplyExact(cell.gates(), state);
    int qRow = Math.multiplyExact(cell.separate(), state);
    this.h = new float[Math.multiplyExact(steps + 1, state)];
    this.c = new float[cell.carriesCellState() ? h.length : 0];
    this.gates = new float[Math.multiplyExact(kept, gateRow)];
    this.q = new float[Math.multiplyExact(kept, qRow)];
    this.dh = new float[training ? state : 0];
    this.dc = new float[training && cell.carriesCellState() ? state : 0];
    this.held = new float[training ? 2 * state : 0];
    this.gateStep = training ? gateRow : 0;
    this.qStep = training ? qRow : 0;
  }

  /// Where state slot t starts in `h` and `c`.
  public int slot(int t) {
    return t * units * lanes;
  }

  public int gatesAt(int t) {
    return t * gateStep;
  }

  public int qAt(int t) {
    return t * qStep;
  }

  /// Bytes of a tape of this shape.
  public static long bytes(Cell cell, int units, int steps, int lanes, boolean training) {
    long state = (long) units * lanes;
    long kept = training ? steps : 1;
    long floats =
        (steps + 1) * state * (cell.carriesCellState() ? 2 : 1)
            + kept * state * (cell.gates() + cell.separate())
            + (training ? 3 * state + (cell.carriesCellState() ? state : 0) : 0);
    return floats * Float.BYTES;
  }
}
