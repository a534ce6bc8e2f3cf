package dev.rondo.engine.training;

import com.sun.management.ThreadMXBean;
import dev.rondo.engine.Samples;
import dev.rondo.engine.cell.Cell;
import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.network.Batch;
import dev.rondo.engine.network.Dimensions;
import dev.rondo.engine.network.Head;
import dev.rondo.engine.network.Network;
import dev.rondo.engine.network.NetworkSpec;
import dev.rondo.engine.network.Topology;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Counts the bytes that a training allocates from batch to batch, over all threads of its team.
public final class Allocations {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// Bytes allocated between the first and the last batch of each epoch.
  private static final class Meter implements TrainingListener {
    final List<Long> epochs = new ArrayList<>();
    private final int inARow;
    private final int most;
    private long[] team = {};
    private long before;
    private int quiet;

    /// @param inARow epochs without allocation after which the training ends
    /// @param most epochs after which it ends in any case
    Meter(int inARow, int most) {
      this.inARow = inARow;
      this.most = most;
    }

    @Override
    public void onEpoch(Epoch epoch) {
      quiet = epochs.getLast() == 0 ? quiet + 1 : 0;
    }

    @Override
    public boolean cancelled() {
      return quiet >= inARow;
    }

    @Override
    public void onBatch(int epoch, int batch, int batches) {
      if (batch == 1) {
        if (team.length == 0) team = team();
        // Reading the counters of other threads allocates, so it must not happen between two
        // readings of the counter of this thread.
        long others = others(team);
        before = others + THREADS.getCurrentThreadAllocatedBytes();
      } else if (batch == batches) {
        long own = THREADS.getCurrentThreadAllocatedBytes();
        epochs.add(own + others(team) - before);
      }
    }
  }

  /// Bytes that these threads have allocated so far.
  static long others(long[] team) {
    long sum = 0;
    for (long id : team) sum += THREADS.getThreadAllocatedBytes(id);
    return sum;
  }

  /// The threads of all teams but their callers.
  static long[] team() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("rondo-team-"))
        .mapToLong(Thread::threadId)
        .toArray();
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
    Meter meter = new Meter(10, 1000);
    train(network, new LearningRate.Constant(0.001, 0), 2, Kernels.best(), meter);
    return meter.epochs.getLast();
  }

  static Network network(Cell cell, Topology topology) {
    int steps = topology instanceof Topology.Vec2Seq ? 1 : 10;
    return new Network(
        new NetworkSpec(cell, List.of(24, 24), topology, Head.DENSE, 0.1),
        new Dimensions(2, steps, 1, 3, 1));
  }

  /// Bytes of each of `epochs` epochs.
  static List<Long> of(Network network, LearningRate rate, int epochs, Kernels kernels) {
    Meter meter = new Meter(epochs, epochs);
    train(network, rate, 2, kernels, meter);
    return meter.epochs;
  }

  private static void train(
      Network network, LearningRate rate, int threads, Kernels kernels, Meter meter) {
    Optimizer adam = Optimizer.Adam.usual(rate);
    TrainingSpec spec =
        new TrainingSpec(meter.most, 32, new Loss.Mse(), adam, new GradientClipping(1), null, null);
    new Trainer(network, spec, 1, threads, kernels).train(windows(network, 500), null, meter);
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
