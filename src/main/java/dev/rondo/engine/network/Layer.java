package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Panels;
import org.jspecify.annotations.Nullable;

/// A module of a network that reads one signal and writes another: its forward and backward pass.
sealed interface Layer<M> extends Component<M>
    permits RecurrentLayer, Stack, Projection, SegmentEmbedding {
  /// The place of step t of the outputs after [#forward].
  Signal output(M memory);

  /// Computes steps `[first, last)` of the outputs from the same steps of `source`.
  void forward(Pass pass, M memory, Signal source, int first, int last);

  /// Computes the gradients of all steps, from `steps - 1` to 0, and leaves in the memory what [#parameterGradient] needs.
  ///
  /// @param dOutputs gradient of the outputs, `[steps, P, O, W]`; null if no later module reads them
  /// @param dInputs receives the gradient of the inputs, `[steps, P, I, W]`; null if it is not needed
  void backward(
      Pass pass, M memory, int steps, @Nullable Panels dOutputs, @Nullable Panels dInputs);

  /// Adds the gradient of the share's parameters, over all steps of a finished [#backward].
  ///
  /// @param source input of [#forward]
  void parameterGradient(Share share, M memory, Signal source, int steps, float[] gradient);
}
