package dev.rondo.forecasting.auto;

import dev.rondo.engine.network.LayerTrace;
import dev.rondo.engine.network.SegmentBatch;
import dev.rondo.engine.network.SegmentNetwork;
import dev.rondo.engine.network.SegmentPredictor;
import dev.rondo.engine.network.SegmentTracer;
import dev.rondo.engine.network.Trace;
import dev.rondo.forecasting.covariate.KnownInputs;
import dev.rondo.forecasting.trace.NetworkTrace;
import dev.rondo.forecasting.trace.NetworkTrace.PlacedLayer;
import dev.rondo.forecasting.trace.NetworkWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A trained segment network. It keeps a few predictors and their buffers.
final class FittedNetwork implements Fitted, MemberNetwork {
  private static final int CAPACITY = 64;
  private static final int MOST_KEPT = 4;
  private static final int LOWER = Planner.QUANTILES.indexOf(0.1);
  private static final int UPPER = Planner.QUANTILES.indexOf(0.9);

  private final MemberSpec.Segmented spec;
  private final int horizon;
  private final SegmentNetwork network;
  private final float[] weights;
  private final int steps;
  private final long predictorBytes;
  private final ConcurrentLinkedQueue<SegmentPredictor> idle = new ConcurrentLinkedQueue<>();

  FittedNetwork(
      MemberSpec.Segmented spec, int horizon, SegmentNetwork network, float[] weights, int steps) {
    this.spec = spec;
    this.horizon = horizon;
    this.network = network;
    this.weights = weights;
    this.steps = steps;
    this.predictorBytes = SegmentPredictor.bytes(network, CAPACITY);
  }

  /// Bytes of the buffers of one thread.
  ///
  /// @param window bytes of one window and its base
  static long bufferBytes(SegmentNetwork network, long window) {
    return SegmentPredictor.bytes(network, CAPACITY) + CAPACITY * window;
  }

  static FittedNetwork of(MemberSpec.Segmented spec, int horizon, float[] weights) {
    SegmentNetwork network = new SegmentNetwork(NetworkMember.network(spec.network(), horizon));
    return new FittedNetwork(spec, horizon, network, weights, spec.network().steps());
  }

  /// The same network, of a training that ended after `fewer` steps.
  FittedNetwork endedAfter(int fewer) {
    return new FittedNetwork(spec, horizon, network, weights, fewer);
  }

  @Override
  public MemberSpec.Segmented spec() {
    return spec;
  }

  @Override
  public int steps() {
    return steps;
  }

  @Override
  public float[] weights() {
    return weights;
  }

  @Override
  public long workingBytes() {
    long window = (spec.network().lookback() + horizon) * (long) Double.BYTES;
    return bufferBytes(network, window);
  }

  @Override
  public long keptBytes() {
    return MOST_KEPT * predictorBytes;
  }

  @Override
  public MemberForecasts forecast(List<TrackPast> pasts, int steps) {
    return forecast(pasts, steps, KnownInputs.NOTHING);
  }

  @Override
  public Optional<MemberNetwork> network() {
    return Optional.of(this);
  }

  @Override
  public NetworkWeights parameters() {
    return new NetworkWeights(spec.network().cell(), network.parameters(), weights);
  }

  @Override
  public long traceBytes() {
    long window = (spec.network().lookback() + horizon) * (long) Double.BYTES;
    return SegmentTracer.bytes(network) + window;
  }

  @Override
  public NetworkTrace trace(TrackPast past, int step) {
    SegmentTracer tracer = new SegmentTracer(network, weights);
    WindowUnits units = units();
    HorizonInputs known = new HorizonInputs(spec.network(), horizon);
    write(tracer.batch(), 0, past, units, known, KnownInputs.NOTHING);
    Trace trace = tracer.trace(step - 1, Planner.MEDIAN);
    List<PlacedLayer> layers = new ArrayList<>();
    for (LayerTrace layer : trace.layers())
      layers.add(PlacedLayer.of(layer, spec.network().segment()));
    return new NetworkTrace(units.invert(trace.output(), step - 1), layers);
  }

  @Override
  public double[] difference(TrackPast past, int steps, int column) {
    double[] difference = new double[steps];
    if (spec.network().known() == null) return difference;
    double[] present = forecast(List.of(past), steps).points();
    double[] usual = forecast(List.of(past), steps, column).points();
    for (int h = 0; h < steps; h++) difference[h] = present[h] - usual[h];
    return difference;
  }

  /// @param hidden number of a column known ahead whose values count as missing; [KnownInputs#NOTHING] for none
  private MemberForecasts forecast(List<TrackPast> pasts, int steps, int hidden) {
    if (steps != horizon)
      throw new IllegalArgumentException("the network forecasts %d steps".formatted(horizon));
    SegmentPredictor kept = idle.poll();
    SegmentPredictor predictor =
        kept == null ? new SegmentPredictor(network, weights, CAPACITY) : kept;
    MemberForecasts forecasts = forecast(predictor, pasts, hidden);
    if (idle.size() < MOST_KEPT) idle.add(predictor);
    return forecasts;
  }

  private MemberForecasts forecast(SegmentPredictor predictor, List<TrackPast> pasts, int hidden) {
    double[] points = new double[pasts.size() * horizon];
    double[] above = new double[points.length];
    double[] below = new double[points.length];
    WindowUnits[] units = new WindowUnits[CAPACITY];
    for (int b = 0; b < CAPACITY; b++) units[b] = units();
    HorizonInputs known = new HorizonInputs(spec.network(), horizon);
    SegmentBatch batch = predictor.batch();
    for (int from = 0; from < pasts.size(); from += CAPACITY) {
      batch.size = Math.min(CAPACITY, pasts.size() - from);
      for (int b = 0; b < batch.size; b++)
        write(batch, b, pasts.get(from + b), units[b], known, hidden);
      predictor.predict();
      for (int b = 0; b < batch.size; b++) {
        int at = (from + b) * horizon;
        for (int h = 0; h < horizon; h++, at++) {
          points[at] = units[b].invert(predictor.output(b, h, Planner.MEDIAN), h);
          above[at] = units[b].invert(predictor.output(b, h, UPPER), h) - points[at];
          below[at] = points[at] - units[b].invert(predictor.output(b, h, LOWER), h);
        }
      }
    }
    return new MemberForecasts(points, above, below);
  }

  private WindowUnits units() {
    NetworkChoice choice = spec.network();
    return new WindowUnits(
        choice.units(), choice.lookback(), horizon, choice.base(), choice.segment());
  }

  /// Writes the window before the origin into window `b` of a batch, and sets its units.
  private void write(
      SegmentBatch batch,
      int b,
      TrackPast past,
      WindowUnits units,
      HorizonInputs known,
      int hidden) {
    units.read(
        past.track().values(),
        past.track().first(),
        past.origin(),
        batch.values,
        batch.observed,
        batch.at(b, spec.network().lookback()));
    batch.series[b] = 0;
    known.write(batch, b, past, hidden);
  }
}
