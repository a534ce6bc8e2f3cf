package dev.rondo.engine.cell;

/// The non-linearity of a simple recurrent cell.
public enum Activation {
  TANH,
  RELU
}
