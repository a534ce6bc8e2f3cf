package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Panels;
import dev.rondo.engine.memory.Arena;
import org.jspecify.annotations.Nullable;

/// The last module of a network: from hidden states to outputs.
sealed interface Projection extends Layer<Projection.Memory> permits Dense, Identity {
  /// Outputs, their gradient, and weights if there are any.
  ///
  /// @param outputs `[S, O, stride]`
  /// @param dOutputs `[S, O, stride]`; empty for inference
  /// @param y outputs as panels
  /// @param dOutputRows dOutputs as panels
  /// @param width columns of a panel
  /// @param weights null if there are none
  @SuppressWarnings("ArrayRecordComponent")
  record Memory(
      float[] outputs,
      float[] dOutputs,
      Panels y,
      Panels dOutputRows,
      int width,
      Signal signal,
      Dense.@Nullable Weights weights) {
    static Memory of(
        Arena arena, Extent extent, int steps, int width, Dense.@Nullable Weights weights) {
      long size = (long) steps * width * extent.stride();
      float[] outputs = arena.floats(size);
      float[] dOutputs = arena.floats(extent.training() ? size : 0);
      Panels y = extent.rows(outputs, width);
      Panels dRows = extent.rows(dOutputs, width);
      return new Memory(outputs, dOutputs, y, dRows, extent.width(), Signal.of(y), weights);
    }
  }

  @Override
  default Signal output(Memory memory) {
    return memory.signal();
  }
}
