package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Panels;
import dev.rondo.engine.memory.Arena;
import org.jspecify.annotations.Nullable;

/// All mutable buffers of a network for batches up to a capacity, allocated once, and the weights in the order of the products.
/// Only one batch at a time may use it.
public final class Workspace {
  /// Columns of a row: the capacity rounded up to a multiple of 16.
  public final int stride;

  public final boolean training;

  /// `[S, O, stride]`.
  public final float[] outputs;

  /// `[S, O, stride]`; empty for inference.
  public final float[] dOutputs;

  final Stack.Memory main;
  final Decoder.@Nullable Memory decoder;
  final Projection.Memory head;

  /// Input of the head: its step s gives output step s.
  final Signal top;

  final Panels dTop; // [S, P, H, W], gradient of what the head reads

  /// `[T, P, I, W]`: gradient of the inputs; null unless required.
  final @Nullable Panels dInputs;

  private final Network network;

  Workspace(Arena arena, Network network, Extent extent) {
    this.network = network;
    this.stride = extent.stride();
    this.training = extent.training();
    int steps = network.mainSteps();
    int outputSteps = network.outputSteps();
    this.main = network.main.memory(arena, extent, steps);
    this.decoder = network.decoder == null ? null : network.decoder.memory(arena, extent);
    this.head = network.head.memory(arena, extent, outputSteps);
    this.outputs = head.outputs();
    this.dOutputs = head.dOutputs();
    Signal states =
        decoder == null ? network.main.output(main) : decoder.stack().layers().getLast().states();
    this.top =
        switch (network.recipe().output()) {
          case LAST -> states.from(steps - 1);
          case EVERY, DECODER -> states;
        };
    this.dTop = extent.panels(arena, training ? outputSteps : 0, network.topUnits());
    this.dInputs =
        extent.use() == Extent.Use.INPUT_GRADIENT
            ? extent.panels(arena, steps, network.dimensions.inputs())
            : null;
  }

  /// Copies weights into the workspace. Passes use them until the next call.
  public void load(float[] weights) {
    network.main.load(main, weights);
    if (network.decoder != null && decoder != null)
      network.decoder.stack().load(decoder.stack(), weights);
    network.head.load(head, weights);
  }
}
