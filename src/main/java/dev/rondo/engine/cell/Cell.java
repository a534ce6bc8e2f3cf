package dev.rondo.engine.cell;

import dev.rondo.engine.kernel.Kernels;

/// The gate arithmetic of one time step, pointwise only; the layer owns the matrix products.
///
/// Before [#forward] the tape's gates of step t hold the pre-activations: bias, input share and recurrent share, but for the
/// last [#separate] gates, whose recurrent share (with its own bias) stands in `q`.
public sealed interface Cell permits SimpleRnn, Lstm, Gru {
  /// Unit-wide blocks of pre-activations.
  int gates();

  /// Trailing gates whose recurrent share is kept apart from the input's.
  int separate();

  /// Whether there is a cell state beside the hidden state.
  boolean carriesCellState();

  /// The gate whose bias starts at one, or -1.
  int biasedGate();

  /// Gates and state slot t become activations and state slot t + 1, in panel `p`.
  void forward(Kernels kernels, Tape tape, int t, int p);

  /// `dh` and `dc` of slot t + 1 and the activations become the gradients of the pre-activations (in `gates` and `q`), and
  /// `dc` that of slot t. Where [#keepsGradient], `dh` becomes its direct share of slot t, to which the layer adds the
  /// recurrent one; else the layer overwrites it.
  void backward(Kernels kernels, Tape tape, int t, int p);

  /// Whether the next hidden state reads the last one other than through the recurrent products.
  boolean keepsGradient();
}
