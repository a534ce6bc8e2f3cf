package dev.rondo.engine.cell;

import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.kernel.Lanes;

/// Long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000), gates i, f, c, o:
/// `c' = f c + i g`, `h' = o tanh(c')`.
public record Lstm() implements Cell {
  @Override
  public int gates() {
    return 4;
  }

  @Override
  public int separate() {
    return 0;
  }

  @Override
  public boolean carriesCellState() {
    return true;
  }

  // Jozefowicz et al. 2015: an open forget gate at the start lets the gradient through.
  @Override
  public int biasedGate() {
    return 1;
  }

  @Override
  public void forward(Kernels kernels, Tape tape, int t, Lanes lanes) {
    int now = tape.slot(t);
    int next = tape.slot(t + 1);
    kernels.lstmForward(
        tape.units, tape.gates, tape.gatesAt(t), tape.c, now, next, tape.h, next, lanes);
  }

  @Override
  public void backward(Kernels kernels, Tape tape, int t, Lanes lanes) {
    int now = tape.slot(t);
    int next = tape.slot(t + 1);
    kernels.lstmBackward(
        tape.units, tape.gates, tape.gatesAt(t), tape.c, now, next, tape.dh, tape.dc, lanes);
  }
}
