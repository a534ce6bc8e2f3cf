package dev.rondo.engine.network;

import dev.rondo.engine.cell.Tape;
import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.memory.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Looks into a [SegmentNetwork] while it computes one window: it runs the passes of the training, without dropout, and reads what
/// they store. It owns its buffers, so only one thread may use it at a time.
public final class SegmentTracer {
  private final SegmentNetwork network;
  private final SegmentBatch batch;
  private final SegmentPass pass;

  /// Bytes of the buffers of a tracer.
  public static long bytes(SegmentNetwork network) {
    return Arena.bytes(arena -> new SegmentTracer(arena, network));
  }

  /// @param weights copied
  public SegmentTracer(SegmentNetwork network, float[] weights) {
    this(Arena.heap(), network);
    pass.workspace.load(weights);
  }

  private SegmentTracer(Arena arena, SegmentNetwork traced) {
    this.network = new SegmentNetwork(traced.spec.withoutDropout());
    this.batch = new SegmentBatch(arena, network.spec, 1);
    Extent extent = Extent.of(1, Extent.Use.TRACE);
    this.pass =
        new SegmentPass(Kernels.best(), batch, new SegmentWorkspace(arena, network, extent));
  }

  /// The batch for the window; targets and weights are not read.
  public SegmentBatch batch() {
    return batch;
  }

  /// Runs the window in the batch. Every step of the decoder starts from the last state of the encoder.
  ///
  /// @param h value of the horizon, from 0
  /// @param q number of the quantile
  public Trace trace(int h, int q) {
    batch.size = 1;
    batch.finish();
    SegmentWorkspace workspace = pass.workspace;
    network.forward(pass.over(batch.used(), 0));
    List<LayerTrace> layers = new ArrayList<>();
    for (int l = 0; l < network.encoder.layers().size(); l++)
      layers.add(
          LayerTrace.of(
              network.encoder.layers().get(l),
              workspace.encoded.tape(l),
              false,
              0,
              network.spec.segments()));
    Tape decoded = workspace.decoded.steps();
    layers.add(
        LayerTrace.of(network.decoder.joint(), decoded, true, 0, network.spec.horizonSegments()));
    int output = workspace.at(0, h, q);
    float value = workspace.outputs[output];
    Arrays.fill(workspace.dOutputs, 0f);
    workspace.dOutputs[output] = 1f;
    network.backward(pass);
    for (int l = 0; l < network.encoder.layers().size(); l++)
      layers.get(l).readGradient(workspace.encoded.tape(l), 0);
    layers.getLast().readGradient(decoded, 0);
    return new Trace(List.copyOf(layers), value);
  }
}
