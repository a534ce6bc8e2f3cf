package dev.rondo.engine.cell;

import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.kernel.Lanes;

/// The gated recurrent unit (Cho et al. 2014), gates z, r, h, reset after the recurrent product:
/// `g = tanh(W x + b + r (R h + b_r))`, `h' = z h + (1 - z) g`.
public record Gru() implements Cell {
  @Override
  public int gates() {
    return 3;
  }

  @Override
  public int separate() {
    return 1;
  }

  @Override
  public boolean carriesCellState() {
    return false;
  }

  @Override
  public int biasedGate() {
    return -1;
  }

  @Override
  public void forward(Kernels kernels, Tape tape, int t, Lanes lanes) {
    kernels.gruForward(
        tape.units,
        tape.gates,
        tape.gatesAt(t),
        tape.q,
        tape.qAt(t),
        tape.h,
        tape.slot(t),
        tape.slot(t + 1),
        lanes);
  }

  // h' = z h + (1 - z) g, so the direct share of dh is z dh; the rest arrives through q.
  @Override
  public void backward(Kernels kernels, Tape tape, int t, Lanes lanes) {
    kernels.gruBackward(
        tape.units,
        tape.gates,
        tape.gatesAt(t),
        tape.q,
        tape.qAt(t),
        tape.h,
        tape.slot(t),
        tape.dh,
        lanes);
  }
}
