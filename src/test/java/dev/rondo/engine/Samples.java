package dev.rondo.engine;

import dev.rondo.engine.cell.Activation;
import dev.rondo.engine.cell.Cell;
import dev.rondo.engine.cell.Gru;
import dev.rondo.engine.cell.Lstm;
import dev.rondo.engine.cell.SimpleRnn;
import dev.rondo.engine.network.Batch;
import dev.rondo.engine.network.Dimensions;
import dev.rondo.engine.network.Network;
import dev.rondo.engine.network.Topology;
import dev.rondo.engine.training.BatchSource;
import dev.rondo.engine.training.LearningRate;
import dev.rondo.engine.training.Loss;
import dev.rondo.engine.training.Optimizer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// At least one instance of every member of the engine's sealed families, and batches of random numbers.
public final class Samples {
  private Samples() {}

  public static Stream<Cell> cells() {
    return all(
        Cell.class,
        new SimpleRnn(Activation.TANH),
        new SimpleRnn(Activation.RELU),
        new Lstm(),
        new Gru());
  }

  public static Stream<Topology> topologies() {
    return all(
        Topology.class,
        new Topology.Seq2Vec(),
        new Topology.Seq2Seq(),
        new Topology.Vec2Seq(),
        new Topology.EncoderDecoder());
  }

  public static Stream<Loss> losses() {
    return all(
        Loss.class,
        new Loss.Mse(),
        new Loss.Mae(),
        new Loss.Huber(0.7),
        new Loss.Pinball(List.of(0.1, 0.5, 0.9)));
  }

  public static Stream<Optimizer> optimizers() {
    LearningRate rate = new LearningRate.Constant(0.01, 0);
    return all(
        Optimizer.class,
        new Optimizer.Sgd(rate, 0.9),
        Optimizer.RmsProp.usual(rate),
        Optimizer.Adam.usual(rate),
        Optimizer.AdamW.usual(rate));
  }

  @SafeVarargs
  private static <F> Stream<F> all(Class<F> family, F... samples) {
    for (Class<?> member : family.getPermittedSubclasses()) {
      if (Arrays.stream(samples).noneMatch(member::isInstance)) {
        throw new AssertionError("no sample of " + member.getSimpleName());
      }
    }
    return Stream.of(samples);
  }

  /// Random windows for a network, some shorter than its steps and some targets missing.
  public static BatchSource windows(Network network, int count, long seed) {
    Dimensions d = network.dimensions;
    Topology topology = network.spec.topology();
    int targets = d.targets(topology) * d.outputSteps(topology);
    boolean vector = topology instanceof Topology.Vec2Seq;
    return new BatchSource() {
      @Override
      public int size() {
        return count;
      }

      @Override
      public void fill(Batch batch, int[] windows, int from, int size) {
        Arrays.fill(batch.inputs, 0f);
        Arrays.fill(batch.targets, 0f);
        Arrays.fill(batch.weights, 0f);
        Arrays.fill(batch.start, 0);
        batch.size = size;
        for (int b = 0; b < size; b++) {
          SplittableRandom random = new SplittableRandom(seed + windows[from + b]);
          batch.start[b] = vector || random.nextInt(3) > 0 ? 0 : random.nextInt(d.steps());
          for (int i = batch.start[b] * d.inputs(); i < d.steps() * d.inputs(); i++) {
            batch.inputs[i * batch.stride + b] = (float) random.nextDouble(-1, 1);
          }
          for (int i = 0; i < targets; i++) {
            batch.targets[i * batch.stride + b] = (float) random.nextDouble(-1, 1);
            batch.weights[i * batch.stride + b] = random.nextInt(8) == 0 ? 0f : 1f;
          }
        }
      }
    };
  }
}
