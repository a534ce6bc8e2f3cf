package dev.rondo.engine.network;

import dev.rondo.engine.memory.Arena;
import java.util.List;
import java.util.random.RandomGenerator;

/// A part of a network that has parameters: their places in the weight array. It holds no weights and no buffers; those are in
/// its memory `M`, which the caller passes in.
sealed interface Component<M>
    permits Layer, Linear, SeriesEmbedding, ParallelDecoder, QuantileHead {
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

  /// Number of parameters in the weight array.
  default int parameterCount() {
    return parameters().stream().mapToInt(Parameter::size).sum();
  }
}
