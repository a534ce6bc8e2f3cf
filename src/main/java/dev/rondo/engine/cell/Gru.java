package dev.rondo.engine.cell;

import dev.rondo.engine.kernel.Kernels;
import java.util.List;

/// The gated recurrent unit (Cho et al. 2014), gates z, r, h, reset after the recurrent product:
/// `g = tanh(W x + b + r (R h + b_r))`, `h' = z h + (1 - z) g`.
public record Gru() implements Cell {
  @Override
  public int gates() {
    return 3;
  }

  @Override
  public List<String> activations() {
    return List.of("update", "reset", "candidate");
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

  // h' = z h + (1 - z) g: the direct contribution to dh is z dh; the rest comes through z, r and q.
  @Override
  public boolean keepsGradient() {
    return true;
  }

  @Override
  public void forward(Kernels kernels, Tape tape, int t, int p) {
    kernels.gruForward(
        tape.gates.values(),
        tape.gates.at(t, p),
        tape.q.values(),
        tape.q.at(t, p),
        tape.h.values(),
        tape.h.at(tape.before(t), p),
        tape.h.at(tape.after(t), p),
        tape.state);
  }

  @Override
  public void backward(Kernels kernels, Tape tape, int t, int p) {
    kernels.gruBackward(
        tape.gates.values(),
        tape.gates.at(t, p),
        tape.q.values(),
        tape.q.at(t, p),
        tape.h.values(),
        tape.h.at(tape.before(t), p),
        tape.dh.values(),
        tape.dh.at(0, p),
        tape.state);
  }
}
