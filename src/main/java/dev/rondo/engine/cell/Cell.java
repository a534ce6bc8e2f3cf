package dev.rondo.engine.cell;

import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.kernel.Lanes;

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

  /// Gates and state slot t become activations and state slot t + 1.
  void forward(Kernels kernels, Tape tape, int t, Lanes lanes);

  /// `dh` and `dc` of slot t + 1 and the activations become the gradients of the pre-activations (in `gates` and `q`) and the
  /// direct share of `dh` and `dc` of slot t; the recurrent share of `dh` is the layer's to add.
  void backward(Kernels kernels, Tape tape, int t, Lanes lanes);
}
