package dev.rondo.engine;

import dev.rondo.engine.cell.Cell;
import dev.rondo.engine.kernel.Kernels;
import dev.rondo.engine.network.Dimensions;
import dev.rondo.engine.network.Head;
import dev.rondo.engine.network.Network;
import dev.rondo.engine.network.NetworkSpec;
import dev.rondo.engine.network.Predictor;
import dev.rondo.engine.network.SegmentNetwork;
import dev.rondo.engine.network.SegmentPredictor;
import dev.rondo.engine.network.SegmentSpec;
import dev.rondo.engine.network.Topology;
import dev.rondo.engine.training.BatchSource;
import dev.rondo.engine.training.GradientClipping;
import dev.rondo.engine.training.LearningRate;
import dev.rondo.engine.training.Loss;
import dev.rondo.engine.training.Optimizer;
import dev.rondo.engine.training.SegmentHoldOut;
import dev.rondo.engine.training.SegmentListener;
import dev.rondo.engine.training.SegmentSource;
import dev.rondo.engine.training.SegmentTrainer;
import dev.rondo.engine.training.Trainer;
import dev.rondo.engine.training.TrainingListener;
import dev.rondo.engine.training.TrainingSpec;
import java.util.Arrays;
import java.util.List;

/// Prints a line for each cell and topology, and for each segment network, with hashes of trained weights and of the forecasts of one and of many series. Run it
/// with different vector widths to compare their bits.
public final class Fingerprints {
  private Fingerprints() {}

  public static void main(String[] arguments) {
    System.out.println(Kernels.best().description());
    System.out.print(of(Kernels.best()));
  }

  public static String of(Kernels kernels) {
    StringBuilder lines = new StringBuilder();
    for (Cell cell : Samples.cells().toList()) {
      for (Topology topology : Samples.topologies().toList()) {
        // Sizes below and above the 16 rows that are summed together.
        lines.append(line(cell, topology, List.of(9, 6), kernels)).append('\n');
        lines.append(line(cell, topology, List.of(20, 37), kernels)).append('\n');
      }
    }
    for (SegmentSpec spec : SegmentSamples.specs(SegmentSamples.THREE).toList())
      lines.append(line(spec, kernels)).append('\n');
    return lines.toString();
  }

  private static String line(SegmentSpec spec, Kernels kernels) {
    SegmentNetwork network = new SegmentNetwork(spec);
    SegmentSource windows = SegmentSamples.windows(40, 1);
    Loss loss = new Loss.Pinball(spec.quantiles());
    float[] weights =
        new SegmentTrainer(network, SegmentSamples.training(3, loss, 0.01), 5, 2, kernels)
            .train(windows, new SegmentHoldOut(windows, 1), new SegmentListener() {})
            .weights();
    SegmentPredictor predictor = new SegmentPredictor(network, weights, 33, kernels);
    windows.fill(predictor.batch(), 7);
    predictor.predict();
    int outputs = 1;
    for (int b = 0; b < 33; b++)
      for (int h = 0; h < spec.horizon(); h++)
        for (int q = 0; q < spec.quantiles().size(); q++)
          outputs = 31 * outputs + Float.hashCode(predictor.output(b, h, q));
    return spec + " " + Arrays.hashCode(weights) + " " + outputs;
  }

  private static String line(Cell cell, Topology topology, List<Integer> units, Kernels kernels) {
    int steps = topology instanceof Topology.Vec2Seq ? 1 : 5;
    Network network =
        new Network(
            new NetworkSpec(cell, units, topology, Head.DENSE, 0.1),
            new Dimensions(2, steps, 1, 3, 1));
    Optimizer adam = Optimizer.Adam.usual(new LearningRate.Constant(0.01, 0));
    TrainingSpec spec =
        new TrainingSpec(1, 40, new Loss.Mse(), adam, new GradientClipping(0.5), null, null);
    BatchSource windows = Samples.windows(network, 60, 1);
    float[] weights =
        new Trainer(network, spec, 5, 2, kernels)
            .train(windows, null, new TrainingListener() {})
            .weights();
    return cell
        + " "
        + topology
        + " "
        + units
        + " "
        + Arrays.hashCode(weights)
        + " "
        + Arrays.hashCode(forecast(network, weights, windows, 1, kernels))
        + " "
        + Arrays.hashCode(forecast(network, weights, windows, 33, kernels));
  }

  private static float[] forecast(
      Network network, float[] weights, BatchSource windows, int count, Kernels kernels) {
    Predictor predictor = new Predictor(network, weights, count, kernels);
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) numbers[i] = i;
    windows.fill(predictor.batch(), numbers, 0, count);
    return predictor.predict();
  }
}
