package dev.rondo.engine.cell;

import dev.rondo.engine.kernel.Kernels;
import java.util.List;

/// The gate arithmetic of one time step, elementwise; the layer computes the matrix products.
///
/// Before [#forward], the gates of step t on the tape contain the pre-activations: bias, input product and recurrent product.
/// The last [#separate] gates are an exception: their recurrent product, with its own bias, is in `q`.
public sealed interface Cell permits SimpleRnn, Lstm, Gru {
  /// Number of gates.
  int gates();

  /// Names of the activations that [#forward] leaves in the gates, in their order; empty if it leaves none.
  List<String> activations();

  /// Number of last gates whose recurrent product is kept separate from the input product.
  int separate();

  /// Whether the cell has a cell state in addition to the hidden state.
  boolean carriesCellState();

  /// The gate whose bias starts at one, or -1.
  int biasedGate();

  /// Computes activations and state slot t + 1 from the pre-activations and state slot t, in panel `p`.
  void forward(Kernels kernels, Tape tape, int t, int p);

  /// Replaces the activations by the gradients of the pre-activations (in `gates` and `q`), and `dc` of slot t + 1 by that of
  /// slot t. If [#keepsGradient], replaces `dh` by its direct contribution to slot t, to which the layer adds the recurrent
  /// one; otherwise the layer overwrites `dh`.
  void backward(Kernels kernels, Tape tape, int t, int p);

  /// Whether the next hidden state depends on the previous one other than through the recurrent products.
  boolean keepsGradient();
}
