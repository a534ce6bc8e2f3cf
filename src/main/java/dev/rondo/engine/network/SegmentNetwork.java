package dev.rondo.engine.network;

import dev.rondo.engine.kernel.Panels;
import dev.rondo.engine.memory.Arena;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A recurrent network over segments of a window (Lin et al. 2023, SegRNN). The lookback is cut into segments of W values; each is
/// embedded and read by recurrent layers. A [ParallelDecoder] computes a state for each segment of the horizon, and a
/// [QuantileHead] its W values at Q quantiles. It holds no weights and no buffers, so many threads can share one network.
public final class SegmentNetwork {
  public final SegmentSpec spec;
  final SegmentEmbedding embedding;
  final Stack encoder;
  final @Nullable SeriesEmbedding series;
  final ParallelDecoder decoder;
  final QuantileHead head;

  /// Throws [ArithmeticException] if the network has more parameters than an array has elements.
  public SegmentNetwork(SegmentSpec spec) {
    this.spec = spec;
    int units = spec.units();
    this.embedding = new SegmentEmbedding(Linear.at(0, "segments", spec.segmentInputs(), units));
    int at = embedding.parameterCount();
    List<Integer> layers = Collections.nCopies(spec.layers(), units);
    this.encoder = Stack.at(at, "layers", spec.cell(), units, layers, spec.dropout(), false);
    at = Math.addExact(at, encoder.parameterCount());
    this.series = spec.seriesWidth() == 0 ? null : series(at);
    if (series != null) at = Math.addExact(at, series.parameterCount());
    this.decoder = ParallelDecoder.at(at, spec);
    this.head = QuantileHead.at(Math.addExact(at, decoder.parameterCount()), spec);
  }

  private SeriesEmbedding series(int at) {
    return new SeriesEmbedding(new Parameter("series", at, spec.series() + 1, spec.seriesWidth()));
  }

  private List<Component<?>> components() {
    List<Component<?>> components = new ArrayList<>(List.of(embedding, encoder));
    if (series != null) components.add(series);
    components.add(decoder);
    components.add(head);
    return components;
  }

  /// The matrices of the weight array, in order.
  public List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    for (Component<?> component : components()) parameters.addAll(component.parameters());
    return parameters;
  }

  public int parameterCount() {
    return parameters().stream().mapToInt(Parameter::size).sum();
  }

  /// Initial weights: Glorot uniform kernels, orthogonal recurrent kernels, Gaussian embeddings, a head near zero, a skip of zeros.
  public float[] initialWeights(RandomGenerator random) {
    float[] weights = new float[parameterCount()];
    for (Component<?> component : components()) component.initialise(weights, random);
    return weights;
  }

  /// Multiply-adds of a forward pass for one window.
  public long multiplyAdds() {
    long encoded = spec.segments() * (embedding.multiplyAdds() + encoder.multiplyAdds());
    long decoded = spec.horizonSegments() * (decoder.multiplyAdds() + head.multiplyAdds());
    return encoded + decoded + (spec.skip() ? (long) spec.lookback() * spec.horizon() : 0);
  }

  /// Allocates buffers for batches of up to `capacity` windows.
  public SegmentWorkspace workspace(int capacity, boolean training) {
    return workspace(Arena.heap(), capacity, training);
  }

  /// As above, with the arrays of an arena.
  public SegmentWorkspace workspace(Arena arena, int capacity, boolean training) {
    Extent.Use use = training ? Extent.Use.TRAINING : Extent.Use.INFERENCE;
    return new SegmentWorkspace(arena, this, Extent.of(capacity, use));
  }

  /// Computes the outputs of the pass's windows with the weights of the workspace. A training workspace applies dropout.
  public void forward(SegmentPass pass) {
    SegmentWorkspace w = pass.workspace;
    SegmentBatch batch = pass.batch;
    int segments = spec.segments();
    readSegments(pass);
    readContext(pass);
    if (pass.training()) {
      embedding.forward(pass, w.embedded, w.input, 0, segments);
      encoder.forward(pass, w.encoded, embedding.output(w.embedded), 0, segments);
    } else {
      encoder.clear(pass, w.encoded);
      for (int t = 0; t < segments; t++) {
        embedding.forward(pass, w.embedded, w.input, t, t + 1);
        encoder.forward(pass, w.encoded, embedding.output(w.embedded), t, t + 1);
      }
    }
    decoder.start(pass, w.decoded, w.context, w.encoded.top(), segments);
    head.start(pass, w.head, batch.lookback);
    for (int s = 0; s < spec.horizonSegments(); s++) {
      decoder.forward(pass, w.decoded, batch.future, s);
      head.forward(pass, w.head, w.decoded.states(), s);
    }
  }

  /// Copies the values of each segment and what is read about missing ones.
  private void readSegments(SegmentPass pass) {
    SegmentBatch batch = pass.batch;
    SegmentWorkspace w = pass.workspace;
    int length = spec.length();
    for (int t = 0; t < spec.segments(); t++) {
      Rows.copy(pass, batch.lookback, t, w.input.panels(), t, length, w.width);
      switch (spec.observed()) {
        case NONE -> {}
        case SHARE -> means(pass, t, length);
        case EVERY -> Rows.copy(pass, batch.mask, t, w.observed, t, length, w.width);
      }
    }
  }

  /// The share of the observed values of segment `t`.
  private static void means(SegmentPass pass, int t, int length) {
    Panels mask = pass.batch.mask;
    Panels target = pass.workspace.observed;
    for (int p = pass.from; p < pass.to; p++) {
      int from = mask.at(t, p);
      int to = target.at(t, p);
      for (int b = 0; b < target.row(); b++) {
        float sum = 0;
        for (int i = 0; i < length; i++) sum += mask.values()[from + i * mask.row() + b];
        target.values()[to + b] = sum / length;
      }
    }
  }

  private void readContext(SegmentPass pass) {
    SegmentBatch batch = pass.batch;
    SegmentWorkspace w = pass.workspace;
    if (series != null && w.series != null)
      series.forward(pass, w.series, batch.series, w.context.panels());
    Rows.copy(pass, batch.fixed, 0, w.statics, 0, spec.staticWidth(), w.width);
  }

  /// Computes gradients from the workspace's gradient of the outputs on and leaves there what [#parameterGradient] needs.
  public void backward(SegmentPass pass) {
    SegmentWorkspace w = pass.workspace;
    int segments = spec.segments();
    for (int s = 0; s < spec.horizonSegments(); s++) head.backward(pass, w.head, s);
    encoder.clearGradient(pass, w.encoded);
    decoder.backward(
        pass, w.decoded, w.head.dStates(), w.encoded.top(), series == null ? null : w.dContext);
    encoder.backward(pass, w.encoded, segments, null, w.embedded.de());
    embedding.backward(pass, w.embedded, segments, w.embedded.de(), null);
  }

  /// Adds the share's gradient of the parameters to `gradient`, after [#backward] of all columns. One thread sums each element in
  /// one order, for every number of parts.
  public void parameterGradient(
      Share share, SegmentBatch batch, SegmentWorkspace w, float[] gradient) {
    int segments = spec.segments();
    embedding.parameterGradient(share, w.embedded, w.input, segments, gradient);
    encoder.parameterGradient(share, w.encoded, embedding.output(w.embedded), segments, gradient);
    if (series != null) series.parameterGradient(share, batch.series, w.dContext, gradient);
    decoder.parameterGradient(share, w.decoded, w.context, batch.future, gradient);
    head.parameterGradient(
        share, w.head, w.decoded.states(), batch.lookback, spec.horizonSegments(), gradient);
  }

  /// Adds the rest of the gradient, after [#parameterGradient] of all shares.
  public void positionGradient(SegmentWorkspace w, float[] gradient) {
    decoder.positionGradient(w.decoded, gradient);
  }
}
