package dev.rondo.engine.cell;

import dev.rondo.engine.kernel.Kernels;
import java.util.List;

/// Long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000), gates i, f, c, o:
/// `c' = f c + i g`, `h' = o tanh(c')`.
public record Lstm() implements Cell {
  @Override
  public int gates() {
    return 4;
  }

  @Override
  public List<String> activations() {
    return List.of("input", "forget", "candidate", "output");
  }

  @Override
  public int separate() {
    return 0;
  }

  @Override
  public boolean carriesCellState() {
    return true;
  }

  // Jozefowicz et al. 2015: a forget gate that is open at the start lets the gradient through.
  @Override
  public int biasedGate() {
    return 1;
  }

  @Override
  public boolean keepsGradient() {
    return false;
  }

  @Override
  public void forward(Kernels kernels, Tape tape, int t, int p) {
    int now = tape.before(t);
    int next = tape.after(t);
    kernels.lstmForward(
        tape.gates.values(),
        tape.gates.at(t, p),
        tape.c.values(),
        tape.c.at(now, p),
        tape.c.at(next, p),
        tape.h.values(),
        tape.h.at(next, p),
        tape.state);
  }

  @Override
  public void backward(Kernels kernels, Tape tape, int t, int p) {
    kernels.lstmBackward(
        tape.gates.values(),
        tape.gates.at(t, p),
        tape.c.values(),
        tape.c.at(tape.before(t), p),
        tape.c.at(tape.after(t), p),
        tape.dh.values(),
        tape.dc.values(),
        tape.dh.at(0, p),
        tape.state);
  }
}
