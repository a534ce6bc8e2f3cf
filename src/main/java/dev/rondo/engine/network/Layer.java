package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Panels;
import dev.rondo.engine.memory.Arena;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A module of a network: where its parameters stand in the weight array, and its arithmetic there and back. It holds no
/// weights and no buffers; those are its memory `M`, which is passed in.
sealed interface Layer<M> permits RecurrentLayer, Stack, Projection {
  /// Its matrices, in the order of the weight array.
  List<Parameter> parameters();

  /// Fresh weights, at the places of the parameters.
  void initialise(float[] weights, RandomGenerator random);

  /// Multiply-adds of one step of one window.
  long multiplyAdds();

  /// Buffers for `steps` steps, and the weights as the products read them.
  M memory(Arena arena, Extent extent, int steps);

  /// Takes over weights. Passes see them as they are now until the next call.
  void load(M memory, float[] weights);

  /// Where step t of the outputs stands after [#forward].
  Signal output(M memory);

  /// Steps `[first, last)` of the outputs, from the same steps of `source`.
  void forward(Pass pass, M memory, Signal source, int first, int last);

  /// All steps, from `steps - 1` to 0. Leaves in the memory what [#parameterGradient] needs.
  ///
  /// @param dOutputs gradient of the outputs, `[steps, P, O, W]`; null when no later module reads them
  /// @param dInputs where the gradient of the inputs goes, `[steps, P, I, W]`; null when nobody asks for it
  void backward(
      Pass pass, M memory, int steps, @Nullable Panels dOutputs, @Nullable Panels dInputs);

  /// Adds the gradient of the share's part of the parameters, over all steps of a finished [#backward].
  ///
  /// @param source what [#forward] read
  void parameterGradient(Share share, M memory, Signal source, int steps, float[] gradient);

  /// Numbers in the weight array.
  default int parameterCount() {
    return parameters().stream().mapToInt(Parameter::size).sum();
  }
}
