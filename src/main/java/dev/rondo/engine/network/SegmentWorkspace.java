package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Panels;
import dev.rondo.engine.memory.Arena;
import org.jspecify.annotations.Nullable;

/// All mutable buffers of a segment network for batches up to a capacity, allocated once, and the weights in the order of the
/// products. Only one batch at a time may use it.
public final class SegmentWorkspace {
  /// Columns of a row: the capacity rounded up to a multiple of 16.
  public final int stride;

  public final boolean training;

  /// Columns of a panel: 16, or 1 for a single window.
  final int width;

  /// The outputs, see [#at].
  public final float[] outputs;

  /// Gradient of the outputs, in the same places; empty for inference.
  public final float[] dOutputs;

  /// `[n, P, W + mask, width]`: the segments and what is read about missing values.
  final Signal input;

  /// The part of it with what is read about missing values.
  final Panels observed;

  final SegmentEmbedding.Memory embedded;
  final Stack.Memory encoded;

  /// The vectors of the series; null if there are none.
  final float @Nullable [] series;

  /// `[1, P, E + S, width]`: the vector of the series, then the static values.
  final Signal context;

  /// The part of it with the static values.
  final Panels statics;

  /// Gradient of the context.
  final Panels dContext;

  final ParallelDecoder.Memory decoded;
  final QuantileHead.Memory head;
  private final SegmentNetwork network;

  SegmentWorkspace(Arena arena, SegmentNetwork network, Extent extent) {
    this.network = network;
    this.stride = extent.stride();
    this.training = extent.training();
    this.width = extent.width();
    SegmentSpec spec = network.spec;
    int segments = spec.segments();
    int horizon = spec.horizonSegments();
    Panels read = extent.panels(arena, segments, spec.segmentInputs());
    this.input = Signal.of(read);
    this.observed = below(read, spec.length());
    this.embedded = network.embedding.memory(arena, extent, segments);
    this.encoded = network.encoder.memory(arena, extent, segments);
    this.series = network.series == null ? null : network.series.memory(arena, extent, 1);
    Panels all = extent.panels(arena, 1, spec.contextWidth());
    this.context = Signal.of(all);
    this.statics = below(all, spec.seriesWidth());
    this.dContext = extent.panels(arena, training ? 1 : 0, spec.contextWidth());
    this.decoded = network.decoder.memory(arena, extent, horizon);
    this.head = network.head.memory(arena, extent, horizon);
    this.outputs = head.y().values();
    this.dOutputs = head.dy().values();
  }

  /// The rows from row `first` on.
  private static Panels below(Panels all, int first) {
    return new Panels(all.values(), first * all.row(), all.step(), all.panel(), all.row());
  }

  /// Copies weights into the workspace. Passes use them until the next call.
  public void load(float[] weights) {
    network.embedding.load(embedded, weights);
    network.encoder.load(encoded, weights);
    if (network.series != null && series != null) network.series.load(series, weights);
    network.decoder.load(decoded, weights);
    network.head.load(head, weights);
  }

  /// Where quantile `q` of value `h` of the horizon of panel `p` starts in the outputs: 16 floats, one for each column.
  public int at(int p, int h, int q) {
    int length = network.spec.length();
    return head.y().at(h / length, p) + (q * length + h % length) * head.y().row();
  }
}
