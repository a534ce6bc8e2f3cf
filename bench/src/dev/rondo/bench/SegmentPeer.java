package dev.rondo.bench;

import dev.rondo.engine.cell.Gru;
import dev.rondo.engine.network.ObservedInput;
import dev.rondo.engine.network.SegmentBatch;
import dev.rondo.engine.network.SegmentNetwork;
import dev.rondo.engine.network.SegmentPredictor;
import dev.rondo.engine.network.SegmentSpec;
import dev.rondo.engine.training.GradientClipping;
import dev.rondo.engine.training.LearningRate;
import dev.rondo.engine.training.Loss;
import dev.rondo.engine.training.Optimizer;
import dev.rondo.engine.training.SegmentListener;
import dev.rondo.engine.training.SegmentTrainer;
import dev.rondo.engine.training.SegmentTrainingSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Measures Rondo's segment networks for `bench/compare`: the measurements `epoch`, `one` and `many`, whose names are read from standard
/// input. Arguments: workload (`S64`, `S128`), threads, file of float32.
public class SegmentPeer {
  private static final int SERIES = 414;
  private static final int BATCH = 256;
  private static final int COUNT = 7168;
  private static final int STEPS = COUNT / BATCH;

  public static void main(String[] arguments) throws Exception {
    int units = Integer.parseInt(arguments[0].substring(1));
    int threads = Integer.parseInt(arguments[1]);
    SegmentNetwork network =
        new SegmentNetwork(
            new SegmentSpec(
                new Gru(), units, 1, 24, 14, 2, ObservedInput.SHARE, List.of(0.5), SERIES, 16, 0, 0, 0.1, true));
    Windows windows = new Windows(Measurements.read(Path.of(arguments[2])), network.spec);
    var adam = new Optimizer.AdamW(new LearningRate.Constant(0.001, 0), 0.9, 0.999, 1e-8, 1e-4);
    var spec =
        new SegmentTrainingSpec(
            10_000_000, BATCH, new Loss.Mae(), List.of(1.0), adam, new GradientClipping(1), 0.99, 10_000_000, 1);
    Turns turns = new Turns();
    SegmentListener paused =
        new SegmentListener() {
          private long started;

          @Override
          public boolean stopsAfter(int step, double loss) {
            if (step % STEPS != 0) return false;
            if (step > STEPS) turns.end((System.nanoTime() - started) / 1e9);
            turns.await();
            started = System.nanoTime();
            return false;
          }
        };
    Thread.ofPlatform()
        .daemon()
        .start(() -> new SegmentTrainer(network, spec, 1, threads)
            .train(windows::draw, null, paused));
    float[] weights = network.initialWeights(new SplittableRandom(1));
    SegmentPredictor one = new SegmentPredictor(network, weights, 1);
    SegmentPredictor many = new SegmentPredictor(network, weights, 128);
    Measurements.answer(
        Map.of(
            "epoch", turns::next,
            "one", () -> one(one, windows),
            "many", () -> many(many, windows)));
  }

  /// Median of 1000 forecasts of one window, including the copying of its values into the batch.
  private static double one(SegmentPredictor predictor, Windows windows) {
    SegmentBatch batch = predictor.batch();
    batch.size = 1;
    return Measurements.median(i -> {
      windows.copy(batch, 0, i);
      predictor.predict();
    });
  }

  /// A forecast of 2000 windows.
  private static double many(SegmentPredictor predictor, Windows windows) {
    SegmentBatch batch = predictor.batch();
    long started = System.nanoTime();
    for (int from = 0; from < 2000; from += batch.capacity) {
      batch.size = Math.min(batch.capacity, 2000 - from);
      for (int b = 0; b < batch.size; b++) windows.copy(batch, b, from + b);
      predictor.predict();
    }
    return (System.nanoTime() - started) / 1e9;
  }

  /// Windows of one long series.
  @SuppressWarnings("ArrayRecordComponent")
  record Windows(float[] values, SegmentSpec spec) {
    /// Fills a batch of step `step` with random windows.
    void draw(SegmentBatch batch, int step) {
      SplittableRandom random = new SplittableRandom(step);
      batch.size = BATCH;
      for (int b = 0; b < BATCH; b++) {
        int start = copy(batch, b, random.nextInt(COUNT)) + spec.lookback();
        int at = batch.at(b, spec.horizon());
        for (int i = 0; i < spec.horizon(); i++) {
          batch.targets[at + 16 * i] = values[start + i];
          batch.weights[at + 16 * i] = 1;
        }
      }
    }

    /// Copies the inputs of window `number` into column `b`.
    ///
    /// @return where the window starts
    int copy(SegmentBatch batch, int b, int number) {
      int start = number * 73 % (values.length - spec.lookback() - spec.horizon());
      int at = batch.at(b, spec.lookback());
      for (int i = 0; i < spec.lookback(); i++) {
        batch.values[at + 16 * i] = values[start + i];
        batch.observed[at + 16 * i] = 1;
      }
      batch.series[b] = number % SERIES + 1;
      return start;
    }
  }
}
