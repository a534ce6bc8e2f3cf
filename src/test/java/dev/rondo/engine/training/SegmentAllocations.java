package dev.rondo.engine.training;

import dev.rondo.engine.SegmentSamples;
import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.network.SegmentNetwork;
import dev.rondo.engine.network.SegmentSpec;
import java.util.List;

/// Counts the bytes that the training of a segment network allocates from step to step, over all threads of its team.
public final class SegmentAllocations {
  /// Steps that are counted together.
  private static final int STRETCH = 16;

  private record Counter(AllocationMeter meter) implements SegmentListener {
    @Override
    public boolean stopsAfter(int step, double loss) {
      if (step % STRETCH == 1) meter.begin();
      else if (step % STRETCH == 0) meter.end();
      return meter.hasEnough();
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
    AllocationMeter meter = new AllocationMeter(inARow, most);
    Loss loss = new Loss.Pinball(spec.quantiles());
    SegmentTrainingSpec training = SegmentSamples.training(1_000_000, loss, 0.001);
    // The batch keeps the windows of the first step.
    SegmentSource windows =
        (batch, step) -> {
          if (step == 0) SegmentSamples.windows(100, 1).fill(batch, 0);
        };
    new SegmentTrainer(new SegmentNetwork(spec), training, 1, 2, kernels)
        .train(windows, null, new Counter(meter));
    return meter.stretches;
  }
}
