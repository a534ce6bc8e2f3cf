package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Panels;
import dev.rondo.engine.memory.Arena;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A module of a network: the places of its parameters in the weight array, and its forward and backward pass. It holds no
/// weights and no buffers; those are in its memory `M`, which the caller passes in.
sealed interface Layer<M> permits RecurrentLayer, Stack, Projection {
  /// Its matrices, in the order of the weight array.
  List<Parameter> parameters();

  /// Initial weights, at the places of the parameters.
  void initialise(float[] weights, RandomGenerator random);

  /// Multiply-adds of one step of one window.
  long multiplyAdds();

  /// Allocates buffers for `steps` steps and the weights in the order of the products.
  M memory(Arena arena, Extent extent, int steps);

  /// Copies weights into the memory. Passes use them until the next call.
  void load(M memory, float[] weights);

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

  /// Number of parameters in the weight array.
  default int parameterCount() {
    return parameters().stream().mapToInt(Parameter::size).sum();
  }
}
