package dev.rondo.engine.cell;

import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.kernel.Lanes;

/// The plain recurrent cell, `h' = f(W x + R h + b)` (Elman 1990).
public record SimpleRnn(Activation activation) implements Cell {
  @Override
  public int gates() {
    return 1;
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
  public void forward(Kernels kernels, Tape tape, int t, Lanes lanes) {
    switch (activation) {
      case TANH ->
          kernels.tanhForward(
              tape.units, tape.gates, tape.gatesAt(t), tape.h, tape.slot(t + 1), lanes);
      case RELU ->
          kernels.reluForward(
              tape.units, tape.gates, tape.gatesAt(t), tape.h, tape.slot(t + 1), lanes);
    }
  }

  @Override
  public void backward(Kernels kernels, Tape tape, int t, Lanes lanes) {
    switch (activation) {
      case TANH ->
          kernels.tanhBackward(
              tape.units, tape.gates, tape.gatesAt(t), tape.h, tape.slot(t + 1), tape.dh, lanes);
      case RELU ->
          kernels.reluBackward(
              tape.units, tape.gates, tape.gatesAt(t), tape.h, tape.slot(t + 1), tape.dh, lanes);
    }
  }
}
