package dev.rondo.engine.training;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A training step allocates nothing: counted for every thread of the team, from batch to batch. On the plain loops, since
/// the Vector API allocates until all of its calls are compiled.
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// Bytes allocated between the first and the last batch of each epoch.
  private static final class Meter implements TrainingListener {
    final List<Long> epochs = new ArrayList<>();
    private long[] team = {};
    private long before;

    @Override
    public void onBatch(int epoch, int batch, int batches) {
      if (batch == 1) {
        if (team.length == 0) team = team();
        // Reading the others' counters allocates, which must not fall between the readings of this
        // one.
        long others = others();
        before = others + THREADS.getCurrentThreadAllocatedBytes();
      } else if (batch == batches) {
        long own = THREADS.getCurrentThreadAllocatedBytes();
        epochs.add(own + others() - before);
      }
    }

    private long others() {
      long sum = 0;
      for (long id : team) sum += THREADS.getThreadAllocatedBytes(id);
      return sum;
    }

    private static long[] team() {
      return Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().startsWith("rondo-team-"))
          .mapToLong(Thread::threadId)
          .toArray();
    }
  }

  static Stream<Arguments> everyCellAndTopology() {
    return Samples.cells()
        .flatMap(cell -> Samples.topologies().map(topology -> Arguments.of(cell, topology)));
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
          copy(all.inputs, all.lanes, column, batch.inputs, batch.lanes, b);
          copy(all.targets, all.lanes, column, batch.targets, batch.lanes, b);
          copy(all.weights, all.lanes, column, batch.weights, batch.lanes, b);
          batch.start[b] = all.start[column];
        }
      }
    };
  }

  private static void copy(float[] from, int stride, int column, float[] to, int lanes, int b) {
    for (int row = 0; row < to.length / lanes; row++)
      to[row * lanes + b] = from[row * stride + column];
  }

  private static long[] allocated(Network network, int epochs, int threads) {
    Optimizer adam = new Optimizer.Adam(new LearningRate.Constant(0.001, 0), 0.9, 0.999, 1e-7);
    TrainingSpec spec =
        new TrainingSpec(epochs, 32, new Loss.Mse(), adam, new GradientClipping(1), null, null);
    Meter meter = new Meter();
    new Trainer(network, spec, 1, threads, Kernels.scalar())
        .train(windows(network, 500), null, meter);
    return meter.epochs.stream().mapToLong(Long::longValue).toArray();
  }

  /// The median over the last epochs: what is allocated once, as when a call is linked, does not count.
  private static long usual(long[] epochs, int last) {
    long[] sorted = Arrays.copyOfRange(epochs, epochs.length - last, epochs.length);
    Arrays.sort(sorted);
    return sorted[last / 2];
  }

  @ParameterizedTest
  @MethodSource("everyCellAndTopology")
  void aStepAllocatesNothing(Cell cell, Topology topology) {
    int steps = topology instanceof Topology.Vec2Seq ? 1 : 10;
    Network network =
        new Network(
            new NetworkSpec(cell, List.of(24, 24), topology, Head.DENSE, 0.1),
            new Dimensions(2, steps, 1, 3, 1));
    assertThat(usual(allocated(network, 12, 2), 11)).isZero();
  }
}
