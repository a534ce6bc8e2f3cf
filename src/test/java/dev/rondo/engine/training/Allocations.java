package dev.rondo.engine.training;

import dev.rondo.engine.Samples;
import dev.rondo.engine.cell.Cell;
import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.network.Batch;
import dev.rondo.engine.network.Dimensions;
import dev.rondo.engine.network.Head;
import dev.rondo.engine.network.Network;
import dev.rondo.engine.network.NetworkSpec;
import dev.rondo.engine.network.Topology;
import java.util.Arrays;
import java.util.List;

/// Counts the bytes that a training allocates from batch to batch, over all threads of its team.
public final class Allocations {
  /// Counts between the first and the last batch of each epoch.
  private record Counter(AllocationMeter meter) implements TrainingListener {
    @Override
    public boolean cancelled() {
      return meter.hasEnough();
    }

    @Override
    public void onBatch(int epoch, int batch, int batches) {
      if (batch == 1) meter.begin();
      else if (batch == batches) meter.end();
    }
  }

  private Allocations() {}

  /// Prints a line for each cell and topology: the bytes that its epochs allocate once everything is compiled, with the kernels of
  /// this processor.
  public static void main(String[] arguments) {
    System.out.println(Kernels.best().description());
    for (Cell cell : Samples.cells().toList()) {
      for (Topology topology : Samples.topologies().toList()) {
        Network network = network(cell, topology);
        System.out.println(cell + " " + topology + " " + last(network));
      }
    }
  }

  /// Bytes of the last epoch: the tenth in a row without any, or the last one before a limit.
  private static long last(Network network) {
    LearningRate rate = new LearningRate.Constant(0.001, 0);
    return train(network, rate, Kernels.best(), new AllocationMeter(10, 1000)).getLast();
  }

  static Network network(Cell cell, Topology topology) {
    int steps = topology instanceof Topology.Vec2Seq ? 1 : 10;
    return new Network(
        new NetworkSpec(cell, List.of(24, 24), topology, Head.DENSE, 0.1),
        new Dimensions(2, steps, 1, 3, 1));
  }

  /// Bytes of each of `epochs` epochs.
  static List<Long> of(Network network, LearningRate rate, int epochs, Kernels kernels) {
    return train(network, rate, kernels, new AllocationMeter(epochs, epochs));
  }

  private static List<Long> train(
      Network network, LearningRate rate, Kernels kernels, AllocationMeter meter) {
    Optimizer adam = Optimizer.Adam.usual(rate);
    TrainingSpec spec =
        new TrainingSpec(meter.most, 32, new Loss.Mse(), adam, new GradientClipping(1), null, null);
    new Trainer(network, spec, 1, 2, kernels)
        .train(windows(network, 500), null, new Counter(meter));
    return meter.stretches;
  }

  private static BatchSource windows(Network network, int count) {
    BatchSource drawn = Samples.windows(network, count, 1);
    Batch all = new Batch(network.dimensions, network.spec.topology(), count);
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) numbers[i] = i;
    drawn.fill(all, numbers, 0, count);
    return new BatchSource() {
      @Override
      public int size() {
        return count;
      }

      @Override
      public void fill(Batch batch, int[] windows, int from, int size) {
        batch.size = size;
        Arrays.fill(batch.weights, 0f);
        for (int b = 0; b < size; b++) {
          int column = windows[from + b];
          copy(all.inputs, all.stride, column, batch.inputs, batch.stride, b);
          copy(all.targets, all.stride, column, batch.targets, batch.stride, b);
          copy(all.weights, all.stride, column, batch.weights, batch.stride, b);
          batch.start[b] = all.start[column];
        }
      }
    };
  }

  private static void copy(
      float[] from, int fromStride, int column, float[] to, int stride, int b) {
    for (int row = 0; row < to.length / stride; row++)
      to[row * stride + b] = from[row * fromStride + column];
  }
}
