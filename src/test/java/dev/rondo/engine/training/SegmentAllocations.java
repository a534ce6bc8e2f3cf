package dev.rondo.engine.training;

import com.sun.management.ThreadMXBean;
import dev.rondo.engine.SegmentSamples;
import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.network.SegmentNetwork;
import dev.rondo.engine.network.SegmentSpec;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/// Counts the bytes that the training of a segment network allocates from step to step, over all threads of its team.
public final class SegmentAllocations {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// Steps that are counted together.
  private static final int STRETCH = 16;

  /// Bytes allocated in each stretch.
  private static final class Meter implements SegmentListener {
    final List<Long> stretches = new ArrayList<>();
    private final int inARow;
    private final int most;
    private long[] team = {};
    private long before;
    private int quiet;

    /// @param inARow stretches without allocation after which the training ends
    /// @param most stretches after which it ends in any case
    Meter(int inARow, int most) {
      this.inARow = inARow;
      this.most = most;
    }

    @Override
    public boolean stopsAfter(int step, double loss) {
      if (step % STRETCH == 1) {
        if (team.length == 0) team = Allocations.team();
        // Reading the counters of the other threads allocates, which must not happen between the
        // readings of this one.
        long others = Allocations.others(team);
        before = others + THREADS.getCurrentThreadAllocatedBytes();
      } else if (step % STRETCH == 0) {
        long own = THREADS.getCurrentThreadAllocatedBytes();
        long bytes = own + Allocations.others(team) - before;
        stretches.add(bytes);
        quiet = bytes == 0 ? quiet + 1 : 0;
      }
      return quiet >= inARow || stretches.size() >= most;
    }
  }

  private SegmentAllocations() {}

  /// Prints a line for each network: the bytes that a stretch allocates once everything is compiled, with the kernels of this
  /// processor.
  public static void main(String[] arguments) {
    System.out.println(Kernels.best().description());
    for (SegmentSpec spec : SegmentSamples.specs(SegmentSamples.THREE).toList())
      System.out.println(spec + " " + of(spec, 10, 1000, Kernels.best()).getLast());
  }

  /// Bytes of each stretch, until `inARow` have none or `most` are counted.
  static List<Long> of(SegmentSpec spec, int inARow, int most, Kernels kernels) {
    Meter meter = new Meter(inARow, most);
    Loss loss = new Loss.Pinball(spec.quantiles());
    SegmentTrainingSpec training = SegmentTrainingSpec.usual(1_000_000, loss, 0.001);
    // The batch keeps the windows of the first step.
    SegmentSource windows =
        (batch, step) -> {
          if (step == 0) SegmentSamples.windows(100, 1).fill(batch, 0);
        };
    new SegmentTrainer(new SegmentNetwork(spec), training, 1, 2, kernels)
        .train(windows, null, meter);
    return meter.stretches;
  }
}
