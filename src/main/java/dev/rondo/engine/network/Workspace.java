package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Lanes;
import org.jspecify.annotations.Nullable;

/// Every mutable buffer of a network for batches up to a capacity, allocated once. Not for two batches at a time.
public final class Workspace {
  public final int lanes;
  public final boolean training;

  /// `[S, O, lanes]`.
  public final float[] outputs;

  /// `[S, O, lanes]`; empty for inference.
  public final float[] dOutputs;

  final Stack.Memory main;
  final Stack.@Nullable Memory decoder;
  final float[] decoderInputs; // [horizon, F, lanes]
  final float[] dTop; // [S, H, lanes] behind a dense head

  Workspace(Network network, int capacity, boolean training) {
    this.lanes = Lanes.roundUp(capacity);
    this.training = training;
    int outputSize =
        Math.multiplyExact(Math.multiplyExact(network.outputSteps(), network.outputs()), lanes);
    this.outputs = new float[outputSize];
    this.dOutputs = new float[training ? outputSize : 0];
    this.main = network.main.memory(network.mainSteps(), lanes, training);
    Stack decoding = network.decoder;
    this.decoder =
        decoding == null ? null : decoding.memory(network.dimensions.horizon(), lanes, training);
    this.decoderInputs =
        new float
            [decoding == null
                ? 0
                : network.dimensions.horizon() * network.dimensions.features() * lanes];
    this.dTop =
        new float
            [training && network.head != null
                ? network.outputSteps() * network.topUnits() * lanes
                : 0];
  }

  static long bytes(Network network, int capacity, boolean training) {
    long lanes = Lanes.roundUp(capacity);
    long outputs = (training ? 2L : 1L) * network.outputSteps() * network.outputs() * lanes;
    Stack decoding = network.decoder;
    long decoderInputs =
        decoding == null
            ? 0
            : (long) network.dimensions.horizon() * network.dimensions.features() * lanes;
    long dTop =
        training && network.head != null
            ? (long) network.outputSteps() * network.topUnits() * lanes
            : 0;
    return (outputs + decoderInputs + dTop) * Float.BYTES
        + network.main.memoryBytes(network.mainSteps(), (int) lanes, training)
        + (decoding == null
            ? 0
            : decoding.memoryBytes(network.dimensions.horizon(), (int) lanes, training));
  }
}
