package dev.rondo.bench;

import dev.rondo.engine.cell.Gru;
import dev.rondo.engine.network.Head;
import dev.rondo.engine.network.NetworkSpec;
import dev.rondo.engine.network.Topology;
import dev.rondo.engine.training.Epoch;
import dev.rondo.engine.training.Trainer;
import dev.rondo.engine.training.TrainingListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/// Measures the seconds of an epoch for growing numbers of series, steps and layers, while the other two stay the same. Prints what
/// grows, its number, and the median of the epochs, separated by tabs. Each round measures all sizes in turn.
/// Argument: rounds.
public final class Growth {
  private static final int SERIES = 4_000;
  private static final int STEPS = 50;
  private static final int LAYERS = 2;

  private Growth() {}

  private record Size(String what, int value, int series, int steps, int layers, List<Double> seconds) {
    Workload workload() {
      NetworkSpec spec =
          new NetworkSpec(
              new Gru(), Collections.nCopies(layers, 32), new Topology.Seq2Vec(), Head.DENSE, 0);
      return new Workload(spec, steps, 1, 64, series);
    }
  }

  public static void main(String[] arguments) {
    int rounds = Integer.parseInt(arguments[0]);
    List<Size> sizes = new ArrayList<>();
    for (int series : List.of(2_000, 4_000, 8_000, 16_000, 32_000))
      sizes.add(new Size("series", series, series, STEPS, LAYERS, new ArrayList<>()));
    for (int steps : List.of(25, 50, 100, 200, 400))
      sizes.add(new Size("steps", steps, SERIES, steps, LAYERS, new ArrayList<>()));
    for (int layers : List.of(1, 2, 3, 4, 6, 8))
      sizes.add(new Size("layers", layers, SERIES, STEPS, layers, new ArrayList<>()));
    for (int round = 0; round <= rounds; round++) {
      for (Size size : sizes) {
        double seconds = epoch(size);
        // The first round is a warm-up.
        if (round > 0) size.seconds.add(seconds);
      }
    }
    for (Size size : sizes) {
      Collections.sort(size.seconds);
      System.out.println(size.what + "\t" + size.value + "\t" + size.seconds.get(rounds / 2));
    }
  }

  private static double epoch(Size size) {
    int length = size.steps + 1;
    float[] data = new float[size.series * length];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < data.length; i++) data[i] = (float) random.nextDouble();
    Workload workload = size.workload();
    var windows = new SeriesWindows(data, length, 0, size.series, workload);
    return new Trainer(workload.network(), workload.training(1), 1, 1)
        .train(windows, null, new TrainingListener() {})
        .epochs().stream()
        .map(Epoch::duration)
        .mapToDouble(duration -> duration.toNanos() / 1e9)
        .sum();
  }
}
