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
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.SynchronousQueue;

/// Our side of the comparison of segment networks: answers the lines `epoch`, `one` and `many` on standard input with seconds.
/// Arguments: workload (`S64`, `S128`), threads, file of float32.
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
    Windows windows = new Windows(Peer.read(Path.of(arguments[2])), network.spec);
    var adam = new Optimizer.AdamW(new LearningRate.Constant(0.001, 0), 0.9, 0.999, 1e-8, 1e-4);
    var spec =
        new SegmentTrainingSpec(
            10_000_000, BATCH, new Loss.Mae(), List.of(1.0), adam, new GradientClipping(1), 0.99, 10_000_000, 1);
    var release = new SynchronousQueue<Boolean>();
    var seconds = new SynchronousQueue<Double>();
    SegmentListener paused =
        new SegmentListener() {
          private long started;

          @Override
          public boolean stopsAfter(int step, double loss) {
            if (step % STEPS != 0) return false;
            if (step > STEPS) put(seconds, (System.nanoTime() - started) / 1e9);
            take(release);
            started = System.nanoTime();
            return false;
          }
        };
    Thread.ofPlatform()
        .daemon()
        .start(() -> new SegmentTrainer(network, spec, 1, threads)
            .train((batch, step) -> windows.draw(batch, step), null, paused));
    float[] weights = network.initialWeights(new SplittableRandom(1));
    SegmentPredictor one = new SegmentPredictor(network, weights, 1);
    SegmentPredictor many = new SegmentPredictor(network, weights, 128);
    var lines = new BufferedReader(new InputStreamReader(System.in));
    for (String line; (line = lines.readLine()) != null; ) {
      double answer =
          switch (line) {
            case "epoch" -> {
              release.put(true);
              yield seconds.take();
            }
            case "one" -> one(one, windows);
            case "many" -> many(many, windows);
            default -> throw new IllegalArgumentException(line);
          };
      System.out.println(answer);
    }
  }

  private static <T> void put(SynchronousQueue<T> queue, T value) {
    try {
      queue.put(value);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void take(SynchronousQueue<?> queue) {
    try {
      queue.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Median of 1000 forecasts of one window, its values laid into the batch each time.
  private static double one(SegmentPredictor predictor, Windows windows) {
    double[] times = new double[1000];
    SegmentBatch batch = predictor.batch();
    batch.size = 1;
    for (int i = 0; i < times.length; i++) {
      long started = System.nanoTime();
      windows.lay(batch, 0, i);
      predictor.predict();
      times[i] = (System.nanoTime() - started) / 1e9;
    }
    Arrays.sort(times);
    return times[times.length / 2];
  }

  /// 2000 windows.
  private static double many(SegmentPredictor predictor, Windows windows) {
    SegmentBatch batch = predictor.batch();
    long started = System.nanoTime();
    for (int from = 0; from < 2000; from += batch.capacity) {
      batch.size = Math.min(batch.capacity, 2000 - from);
      for (int b = 0; b < batch.size; b++) windows.lay(batch, b, from + b);
      predictor.predict();
    }
    return (System.nanoTime() - started) / 1e9;
  }

  /// Windows of one long series.
  @SuppressWarnings("ArrayRecordComponent")
  record Windows(float[] values, SegmentSpec spec) {
    void draw(SegmentBatch batch, int step) {
      SplittableRandom random = new SplittableRandom(step);
      batch.size = BATCH;
      for (int b = 0; b < BATCH; b++) {
        int start = lay(batch, b, random.nextInt(COUNT)) + spec.lookback();
        int at = batch.at(b, spec.horizon());
        for (int i = 0; i < spec.horizon(); i++) {
          batch.targets[at + 16 * i] = values[start + i];
          batch.weights[at + 16 * i] = 1;
        }
      }
    }

    /// Lays the inputs of window `number` into column `b`.
    ///
    /// @return where the window starts
    int lay(SegmentBatch batch, int b, int number) {
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
