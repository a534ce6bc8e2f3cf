package dev.rondo.engine;

import dev.rondo.engine.cell.Cell;
import dev.rondo.engine.network.ObservedInput;
import dev.rondo.engine.network.SegmentBatch;
import dev.rondo.engine.network.SegmentSpec;
import dev.rondo.engine.training.GradientClipping;
import dev.rondo.engine.training.LearningRate;
import dev.rondo.engine.training.Loss;
import dev.rondo.engine.training.Optimizer;
import dev.rondo.engine.training.SegmentSource;
import dev.rondo.engine.training.SegmentTrainingSpec;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Segment networks with and without each of their parts, and batches of random numbers for them.
public final class SegmentSamples {
  public static final List<Double> THREE = List.of(0.1, 0.5, 0.9);

  private SegmentSamples() {}

  /// A network with all parts.
  public static SegmentSpec full(Cell cell, List<Double> quantiles) {
    return new SegmentSpec(
        cell, 5, 2, 3, 4, 3, ObservedInput.SHARE, quantiles, 4, 2, 2, 3, 0.3, true);
  }

  /// A network with as few parts as possible.
  public static SegmentSpec plain(Cell cell, List<Double> quantiles) {
    return new SegmentSpec(
        cell, 4, 1, 3, 4, 2, ObservedInput.NONE, quantiles, 0, 0, 0, 0, 0, false);
  }

  /// Some of each: more units than lanes, masks of single values, series but no other context.
  public static SegmentSpec wide(Cell cell, List<Double> quantiles) {
    return new SegmentSpec(
        cell, 21, 1, 5, 3, 4, ObservedInput.EVERY, quantiles, 9, 3, 0, 0, 0.1, true);
  }

  /// Units that fill panels, with all parts, and more known values of a segment than a product sums at a time.
  public static SegmentSpec even(Cell cell, ObservedInput observed, List<Double> quantiles) {
    return new SegmentSpec(cell, 32, 2, 3, 4, 3, observed, quantiles, 4, 2, 2, 300, 0.3, true);
  }

  /// Units that fill panels, without series, static values and values known in advance.
  public static SegmentSpec evenWithoutContext(Cell cell, List<Double> quantiles) {
    return new SegmentSpec(
        cell, 32, 1, 3, 4, 3, ObservedInput.SHARE, quantiles, 0, 0, 0, 0, 0, true);
  }

  public static Stream<SegmentSpec> specs(List<Double> quantiles) {
    return Samples.cells()
        .flatMap(cell ->
            Stream.of(full(cell, quantiles), plain(cell, quantiles), wide(cell, quantiles)));
  }

  public static List<Double> quantiles(Loss loss) {
    return loss instanceof Loss.Pinball pinball ? pinball.levels() : List.of(0.5);
  }

  /// AdamW with 50 steps of warm-up and a cosine to 0, gradients clipped to norm 1, averaging 0.99, 40 hold-out losses in the
  /// budget, patience of a quarter of it.
  public static SegmentTrainingSpec training(int steps, Loss loss, double rate) {
    LearningRate falling = new LearningRate.Cosine(rate, 0, 50);
    return new SegmentTrainingSpec(
        steps,
        256,
        loss,
        Collections.nCopies(loss.quantiles(), 1.0),
        new Optimizer.AdamW(falling, 0.9, 0.999, 1e-8, 1e-4),
        new GradientClipping(1),
        0.99,
        Math.max(1, steps / 40),
        0.25);
  }

  /// Batches of `size` random windows, some values and targets missing.
  public static SegmentSource windows(int size, long seed) {
    return (batch, number) -> {
      SegmentSpec spec = batch.spec;
      batch.size = Math.min(size, batch.capacity);
      for (int b = 0; b < batch.size; b++) {
        SplittableRandom random = new SplittableRandom(seed + 1_000L * number + b);
        int lookback = spec.lookback();
        int at = batch.at(b, lookback);
        for (int i = 0; i < lookback; i++, at += 16) {
          boolean seen = spec.observed() == ObservedInput.NONE || random.nextInt(5) > 0;
          batch.values[at] = seen ? (float) random.nextDouble(-1, 1) : 0f;
          if (spec.observed() != ObservedInput.NONE) batch.observed[at] = seen ? 1f : 0f;
        }
        batch.series[b] = random.nextInt(spec.series() + 1);
        fill(batch, batch.statics, b, spec.staticWidth(), random);
        fill(batch, batch.known, b, spec.horizonSegments() * spec.knownWidth(), random);
        fill(batch, batch.targets, b, spec.horizon(), random);
        at = batch.at(b, spec.horizon());
        for (int i = 0; i < spec.horizon(); i++, at += 16)
          batch.weights[at] = random.nextInt(8) == 0 ? 0f : (float) random.nextDouble(0.5, 2);
      }
    };
  }

  private static void fill(
      SegmentBatch batch, float[] values, int b, int rows, SplittableRandom random) {
    int at = batch.at(b, rows);
    for (int i = 0; i < rows; i++, at += 16) values[at] = (float) random.nextDouble(-1, 1);
  }
}
