package dev.rondo.forecasting.auto;

import dev.rondo.engine.network.ObservedInput;
import dev.rondo.engine.network.SegmentBatch;
import dev.rondo.engine.network.SegmentNetwork;
import dev.rondo.engine.network.SegmentSpec;
import dev.rondo.engine.random.Seed;
import dev.rondo.engine.training.GradientClipping;
import dev.rondo.engine.training.LearningRate;
import dev.rondo.engine.training.Loss;
import dev.rondo.engine.training.Optimizer;
import dev.rondo.engine.training.SegmentListener;
import dev.rondo.engine.training.SegmentState;
import dev.rondo.engine.training.SegmentTrainer;
import dev.rondo.engine.training.SegmentTrainingSpec;
import dev.rondo.forecasting.checkpoint.Checkpoints;
import dev.rondo.forecasting.checkpoint.StoredStates;
import dev.rondo.forecasting.covariate.KnownInputs;
import dev.rondo.forecasting.scaling.Moments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// A segment network, trained on windows of all tracks. Every step draws its windows at random: first a track, then an origin in
/// it, both uniformly.
///
/// @param lag of the scale of MASE
record NetworkMember(MemberSpec.Segmented spec, int horizon, int lag, Seed seed) implements Member {
  /// Name of the state of an unfinished training among the checkpoints.
  private static final String STATE = "state";

  private static final double DROPOUT = 0.1;
  private static final double DECAY = 1e-4;
  private static final double AVERAGING = 0.99;
  private static final int WARM_UP = 50;

  /// Bytes of a track in the source of windows: its place, its scale, and its ratio while scales are compared.
  private static final long BYTES_OF_SOURCE = 4 + 2 * Double.BYTES;

  /// Limits of a window's weight beside the usual one.
  private static final double LEAST_WEIGHT = 0.2;

  private static final double MOST_WEIGHT = 5;

  static SegmentSpec network(NetworkChoice choice, int horizon) {
    return new SegmentSpec(
        choice.cell(),
        choice.width(),
        1,
        choice.segment(),
        choice.lookback() / choice.segment(),
        Math.ceilDiv(horizon, choice.segment()),
        ObservedInput.SHARE,
        Planner.QUANTILES,
        0,
        0,
        0,
        choice.segment() * choice.knownCount(),
        DROPOUT,
        choice.skip());
  }

  @Override
  public Fitted fit(MemberData data, AutoProgress progress, BooleanSupplier stop) {
    NetworkChoice choice = spec.network();
    SegmentNetwork network = new SegmentNetwork(network(choice, horizon));
    SegmentTrainer trainer = new SegmentTrainer(network, training(choice), seed.value(), 1);
    Source source = new Source(data.tracks());
    Checkpoints checkpoints = progress.checkpoints();
    SegmentListener listener =
        new SegmentListener() {
          @Override
          public boolean wantsState() {
            return checkpoints.due();
          }

          @Override
          public void onState(SegmentState state) {
            if (checkpoints.due()) checkpoints.keep(STATE, StoredStates.bytes(state));
          }

          @Override
          public boolean stopsAfter(int step, double loss) {
            progress.stage("training " + spec.name(), (double) step / choice.steps());
            return stop.getAsBoolean();
          }
        };
    Optional<SegmentState> reached = checkpoints.find(STATE).map(StoredStates::segment);
    SegmentTrainer.Result result =
        reached.isPresent()
            ? trainer.train(reached.get(), source::fill, null, listener)
            : trainer.train(source::fill, null, listener);
    return new FittedNetwork(spec, horizon, network, result.weights(), result.steps());
  }

  @Override
  public Memory memory(List<Track> tracks) {
    NetworkChoice choice = spec.network();
    SegmentNetwork network = new SegmentNetwork(network(choice, horizon));
    long window = (choice.lookback() + horizon) * (long) Double.BYTES;
    long source = tracks.size() * BYTES_OF_SOURCE + window;
    return new Memory(
        SegmentTrainer.bytes(network, training(choice), false) + source,
        (long) network.parameterCount() * Float.BYTES,
        FittedNetwork.bufferBytes(network, window),
        3);
  }

  private static SegmentTrainingSpec training(NetworkChoice choice) {
    List<Double> levels = Planner.QUANTILES;
    List<Double> weights = new ArrayList<>();
    for (int q = 0; q < levels.size(); q++)
      weights.add(1.0 / levels.size() + (q == Planner.MEDIAN ? 0.5 : 0));
    LearningRate falling = new LearningRate.Cosine(choice.learningRate(), 0, WARM_UP);
    return new SegmentTrainingSpec(
        choice.steps(),
        choice.batchSize(),
        new Loss.Pinball(levels),
        weights,
        new Optimizer.AdamW(falling, 0.9, 0.999, 1e-8, DECAY),
        new GradientClipping(1),
        AVERAGING,
        choice.steps(),
        1);
  }

  /// Draws windows.
  private final class Source {
    private final NetworkChoice choice = spec.network();
    private final List<Track> tracks = new ArrayList<>();
    private final double[] inverseScales; // 1 / scale of MASE, relative to the usual one
    private final WindowUnits units =
        new WindowUnits(
            choice.units(), choice.lookback(), horizon, choice.base(), choice.segment());
    private final HorizonInputs known = new HorizonInputs(choice, horizon);

    Source(List<Track> all) {
      for (Track track : all) if (track.length() > horizon) tracks.add(track);
      if (tracks.isEmpty())
        throw new IllegalArgumentException("no series is longer than the horizon");
      this.inverseScales = new double[tracks.size()];
      double[] ratios = new double[tracks.size()];
      for (int i = 0; i < tracks.size(); i++) {
        double scale = tracks.get(i).scale(lag, tracks.get(i).end());
        inverseScales[i] = Double.isNaN(scale) ? 0 : 1 / scale;
        ratios[i] = size(tracks.get(i)) * inverseScales[i];
      }
      Arrays.sort(ratios);
      double usual = ratios[ratios.length / 2];
      for (int i = 0; i < inverseScales.length; i++)
        inverseScales[i] = usual > 0 ? inverseScales[i] / usual : 0;
    }

    /// The usual size of a unit of a window of the track.
    private double size(Track track) {
      boolean spread = choice.units().isDeviation();
      Moments moments = new Moments();
      for (int t = track.first(); t < track.end(); t++)
        moments.add(spread ? track.values()[t] : Math.abs(track.values()[t]));
      return spread ? moments.standardDeviation() : moments.mean();
    }

    void fill(SegmentBatch batch, int number) {
      RandomGenerator random = seed.generator("windows", number);
      batch.size = batch.capacity;
      for (int b = 0; b < batch.size; b++) {
        int drawn = random.nextInt(tracks.size());
        Track track = tracks.get(drawn);
        int last = track.end() - horizon;
        int wish = Math.max(choice.lookback() / 2, 2 * choice.segment());
        int least = Math.min(track.first() + wish, last);
        int origin = random.nextInt(Math.max(track.first() + 1, least), last + 1);
        window(batch, b, track, origin, inverseScales[drawn]);
      }
    }

    private void window(SegmentBatch batch, int b, Track track, int origin, double inverseScale) {
      units.read(
          track.values(),
          track.first(),
          origin,
          batch.values,
          batch.observed,
          batch.at(b, choice.lookback()));
      batch.series[b] = 0;
      known.write(batch, b, new TrackPast(track, origin), KnownInputs.NOTHING);
      float weight = weight(units.scale() * inverseScale);
      int rows = batch.spec.horizon();
      int at = batch.at(b, rows);
      for (int h = 0; h < rows; h++, at += WindowUnits.STRIDE) {
        double value = h < horizon ? track.values()[origin + h] : Double.NaN;
        boolean known = !Double.isNaN(value);
        batch.targets[at] = known ? units.target(value, h) : 0;
        batch.weights[at] = known ? weight : 0;
      }
    }

    /// Half of the weight is the same for all windows, which counts relative errors; the other half counts errors relative to the
    /// scale of MASE.
    private float weight(double ratio) {
      double scaled = Math.clamp(ratio, LEAST_WEIGHT, MOST_WEIGHT);
      return (float) (choice.units().isDeviation() ? scaled : 0.5 + 0.5 * scaled);
    }
  }
}
