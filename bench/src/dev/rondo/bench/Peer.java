package dev.rondo.bench;

import dev.rondo.engine.network.Batch;
import dev.rondo.engine.network.Network;
import dev.rondo.engine.network.Predictor;
import dev.rondo.engine.training.Epoch;
import dev.rondo.engine.training.Trainer;
import dev.rondo.engine.training.TrainingListener;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;

/// Measures Rondo for `bench/compare`: the measurements `epoch`, `one`, `many` and `notebook`, whose names are read from standard input.
/// Arguments: workload, threads, file of series `[9000, 60]`, little-endian float32.
public class Peer {
  static final int STEPS = Workload.STEPS;
  static final int LENGTH = 60;

  public static void main(String[] arguments) throws Exception {
    Workload workload = Workload.of(arguments[0]);
    int threads = Integer.parseInt(arguments[1]);
    float[] data = Measurements.read(Path.of(arguments[2]));
    Network network = workload.network();
    SeriesWindows training = new SeriesWindows(data, LENGTH, 0, workload.series(), workload);
    Turns turns = new Turns();
    TrainingListener paused =
        new TrainingListener() {
          @Override
          public void onEpoch(Epoch epoch) {
            turns.end(epoch.duration().toNanos() / 1e9);
            turns.await();
          }
        };
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          turns.await();
          new Trainer(network, workload.training(100_000), 1, threads).train(training, null, paused);
        });
    float[] weights = network.initialWeights(new SplittableRandom(1));
    Predictor one = new Predictor(network, weights, 1);
    Predictor many = new Predictor(network, weights, Predictor.MANY);
    Measurements.answer(
        Map.of(
            "epoch", turns::next,
            "one", () -> one(one, data),
            "many", () -> many(many, data),
            "notebook", () -> notebook(data)));
  }

  /// Median of 1000 forecasts of one series, including the copying of its values into the batch.
  static double one(Predictor predictor, float[] data) {
    Batch batch = predictor.batch();
    batch.size = 1;
    return Measurements.median(i -> {
      for (int t = 0; t < STEPS; t++) batch.inputs[t * batch.stride] = data[i * LENGTH + t];
      predictor.predict();
    });
  }

  /// A forecast of 2000 series.
  static double many(Predictor predictor, float[] data) {
    Batch batch = predictor.batch();
    long started = System.nanoTime();
    for (int from = 0; from < 2000; from += Predictor.MANY) {
      batch.size = Math.min(Predictor.MANY, 2000 - from);
      for (int t = 0; t < STEPS; t++) {
        for (int b = 0; b < batch.size; b++)
          batch.inputs[t * batch.stride + b] = data[(from + b) * LENGTH + t];
      }
      predictor.predict();
    }
    return (System.nanoTime() - started) / 1e9;
  }

  /// 20 epochs of W1 with validation, from new initial weights.
  static double notebook(float[] data) {
    Workload workload = Workload.of("W1");
    SeriesWindows training = new SeriesWindows(data, LENGTH, 0, 7000, workload);
    SeriesWindows validation = new SeriesWindows(data, LENGTH, 7000, 2000, workload);
    long started = System.nanoTime();
    new Trainer(workload.network(), workload.training(20), 1, 1)
        .train(training, validation, new TrainingListener() {});
    return (System.nanoTime() - started) / 1e9;
  }
}
