package dev.rondo.engine.cell;

import dev.rondo.engine.kernel.Kernels;
import java.util.List;

/// The plain recurrent cell, `h' = f(W x + R h + b)` (Elman 1990).
public record SimpleRnn(Activation activation) implements Cell {
  @Override
  public int gates() {
    return 1;
  }

  @Override
  public List<String> activations() {
    return List.of();
  }

  @Override
  public int separate() {
    return 0;
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
  public boolean keepsGradient() {
    return false;
  }

  @Override
  public void forward(Kernels kernels, Tape tape, int t, int p) {
    float[] z = tape.gates.values();
    float[] h = tape.h.values();
    int zAt = tape.gates.at(t, p);
    int hAt = tape.h.at(tape.after(t), p);
    switch (activation) {
      case TANH -> kernels.tanhForward(z, zAt, h, hAt, tape.state);
      case RELU -> kernels.reluForward(z, zAt, h, hAt, tape.state);
    }
  }

  @Override
  public void backward(Kernels kernels, Tape tape, int t, int p) {
    float[] z = tape.gates.values();
    float[] h = tape.h.values();
    float[] dh = tape.dh.values();
    int zAt = tape.gates.at(t, p);
    int hAt = tape.h.at(tape.after(t), p);
    int dhAt = tape.dh.at(0, p);
    switch (activation) {
      case TANH -> kernels.tanhBackward(z, zAt, h, hAt, dh, dhAt, tape.state);
      case RELU -> kernels.reluBackward(z, zAt, h, hAt, dh, dhAt, tape.state);
    }
  }
}
