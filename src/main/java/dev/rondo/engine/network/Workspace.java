package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Panels;
import org.jspecify.annotations.Nullable;

/// Every mutable buffer of a network for batches up to a capacity, allocated once, and the weights as the products read
/// them. Not for two batches at a time.
public final class Workspace {
  public final int stride;
  public final boolean training;

  /// `[S, O, stride]`.
  public final float[] outputs;

  /// `[S, O, stride]`; empty for inference.
  public final float[] dOutputs;

  final Extent extent;
  final Panels y; // outputs as panels
  final Panels dOutputRows; // dOutputs as panels
  final Panels dy; // [S, P, O, W]: the same, copied
  final Stack.Memory main;
  final Stack.@Nullable Memory decoder;
  final Panels decoderInputs; // [horizon, P, F, W]
  final Panels dTop; // [S, P, H, W]
  final Dense.@Nullable Packed head;
  private final Network network;

  Workspace(Network network, Extent extent) {
    this.network = network;
    this.extent = extent;
    this.stride = extent.stride();
    this.training = extent.training();
    int outputSize =
        Math.multiplyExact(Math.multiplyExact(network.outputSteps(), network.outputs()), stride);
    this.outputs = new float[outputSize];
    this.dOutputs = new float[training ? outputSize : 0];
    this.y = extent.rows(outputs, network.outputs());
    this.dOutputRows = extent.rows(dOutputs, network.outputs());
    this.dy = extent.panels(training ? network.outputSteps() : 0, network.outputs());
    this.main = network.main.memory(extent, network.mainSteps());
    Stack decoding = network.decoder;
    int horizon = decoding == null ? 0 : network.dimensions.horizon();
    this.decoder = decoding == null ? null : decoding.memory(extent, horizon);
    this.decoderInputs = extent.panels(horizon, network.dimensions.features());
    this.dTop = extent.panels(training ? network.outputSteps() : 0, network.topUnits());
    this.head = network.head == null ? null : network.head.packed(extent);
  }

  static long bytes(Network network, Extent extent) {
    long stride = extent.stride();
    boolean training = extent.training();
    long outputs = (training ? 3L : 1L) * network.outputSteps() * network.outputs() * stride;
    Stack decoding = network.decoder;
    int horizon = decoding == null ? 0 : network.dimensions.horizon();
    long decoderInputs = (long) horizon * network.dimensions.features() * stride;
    long dTop = training ? (long) network.outputSteps() * network.topUnits() * stride : 0;
    long head = network.head == null ? 0 : network.head.packedFloats(training);
    return (outputs + decoderInputs + dTop + head) * Float.BYTES
        + network.main.memoryBytes(extent, network.mainSteps())
        + (decoding == null ? 0 : decoding.memoryBytes(extent, horizon));
  }

  /// Takes over weights. Passes see them as they are now until the next call.
  public void load(float[] weights) {
    network.main.load(weights, main, extent);
    if (network.decoder != null && decoder != null) network.decoder.load(weights, decoder, extent);
    if (network.head != null && head != null) network.head.pack(weights, head, extent);
  }
}
