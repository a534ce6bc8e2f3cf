package dev.rondo.forecasting.model;

import dev.rondo.engine.network.Dimensions;
import dev.rondo.engine.network.Head;
import dev.rondo.engine.network.Network;
import dev.rondo.engine.network.NetworkSpec;
import dev.rondo.forecasting.model.InfeasibleException.Obstacle;
import dev.rondo.forecasting.model.Subject.TrainingInput;
import dev.rondo.forecasting.scaling.Scaling;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.window.Halves;
import dev.rondo.forecasting.window.Observations;
import dev.rondo.forecasting.window.Segments;
import dev.rondo.forecasting.window.Segments.Part;
import dev.rondo.forecasting.window.SplitStartsException;
import dev.rondo.forecasting.window.WindowCounts;
import dev.rondo.forecasting.window.WindowLayout;
import dev.rondo.forecasting.window.WindowSpec;
import dev.rondo.forecasting.window.Windows;
import java.util.ArrayList;
import java.util.List;

/// A specification that was applied to a dataset and checked: everything that training needs, except the scaled windows.
record FitPlan(
    ModelSpec spec,
    Network network,
    WindowLayout layout,
    Observations data,
    Segments segments,
    WindowCounts windows) {
  private static final int PREDICTION_BATCH = 256;

  /// Reads only lengths and gaps, which is cheap. Throws [InfeasibleException] if the data do not allow the specification.
  static FitPlan of(Dataset dataset, ModelSpec spec) {
    WindowSpec window = spec.window();
    checkLengths(dataset, window);
    WindowLayout layout =
        new WindowLayout(
            spec.network().topology(),
            window.lookback(),
            window.horizon(),
            dataset.columns().size(),
            dataset.targets());
    Network network = network(spec, layout);
    Segments segments = segments(dataset, spec);
    Observations data = Observations.of(dataset);
    WindowCounts windows =
        feasible(
            TrainingInput.STRIDE, () -> WindowCounts.of(data, segments, layout, window.stride()));
    if (windows.training() == 0)
      throw new InfeasibleException(TrainingInput.SPLIT, noTraining(window));
    return new FitPlan(spec, network, layout, data, segments, windows);
  }

  private static Segments segments(Dataset dataset, ModelSpec spec) {
    try {
      return Segments.of(dataset, spec.split(), spec.seed());
    } catch (SplitStartsException e) {
      List<Obstacle> obstacles = new ArrayList<>();
      String validation = e.validationStart();
      String test = e.testStart();
      if (validation != null)
        obstacles.add(new Obstacle(TrainingInput.VALIDATION_START, validation + "."));
      if (test != null) obstacles.add(new Obstacle(TrainingInput.TEST_START, test + "."));
      throw new InfeasibleException(obstacles);
    } catch (IllegalArgumentException e) {
      throw infeasible(TrainingInput.SPLIT, e);
    }
  }

  /// Fits the scaler. Throws [InfeasibleException] if a scaled value is out of range.
  Scaling scaling() {
    return feasible(TrainingInput.SCALER, () -> data.scaling(segments, spec.scaler()));
  }

  Windows windows(Part part, Scaling scaling) {
    return Windows.of(data, scaling, segments, part, layout, spec.window().stride());
  }

  Halves halves(Windows validation) {
    return Halves.of(validation, segments.byTime());
  }

  /// Whether there are validation windows enough for two halves; windows that reach over both may yet leave too few.
  boolean mayCrossFit() {
    return windows.validation() >= 2 * Halves.LEAST;
  }

  private static void checkLengths(Dataset dataset, WindowSpec window) {
    if (dataset.targets() == 0)
      throw new InfeasibleException(TrainingInput.DATASET, "The dataset has no target column.");
    int longest = dataset.series().stream().mapToInt(Series::steps).max().orElse(0);
    if (window.horizon() >= longest) {
      throw new InfeasibleException(
          TrainingInput.HORIZON,
          "A horizon of %d needs a series of more than %d steps; the longest series has %d."
              .formatted(window.horizon(), window.horizon(), longest));
    }
    if (window.lookback() + window.horizon() > longest) {
      throw new InfeasibleException(
          TrainingInput.LOOKBACK,
          "Lookback and horizon together take %d steps; the longest series has %d, so lookback can be at most %d."
              .formatted(
                  window.lookback() + window.horizon(), longest, longest - window.horizon()));
    }
  }

  private static String noTraining(WindowSpec window) {
    return ("The split leaves no training window: no series has, in its training part, an observed value followed by %d steps"
            + " of horizon with an observed value. Give training a larger part or shorten the horizon.")
        .formatted(window.horizon());
  }

  private static Network network(ModelSpec spec, WindowLayout layout) {
    NetworkSpec network = spec.network();
    int quantiles = spec.training().loss().quantiles();
    Dimensions dimensions;
    int outputs;
    try {
      dimensions = layout.dimensions(quantiles, spec.training().loss().point());
      outputs = Math.multiplyExact(dimensions.targets(network.topology()), quantiles);
    } catch (ArithmeticException _) {
      throw new InfeasibleException(
          TrainingInput.WINDOW,
          "Lookback and horizon times the columns exceed 2^31 values; shorten them.");
    }
    if (network.head() == Head.NONE && network.units().getLast() != outputs) {
      throw new InfeasibleException(
          TrainingInput.UNITS,
          ("Without a head the last layer is the output: it needs %d units (%s%d target columns%s), not %d. Change the last"
                  + " of the units or choose the head 'dense'.")
              .formatted(
                  outputs,
                  dimensions.targets(network.topology()) > layout.targets()
                      ? "horizon " + layout.horizon() + " times "
                      : "",
                  layout.targets(),
                  quantiles > 1 ? " times " + quantiles + " quantiles" : "",
                  network.units().getLast()));
    }
    checkSize(spec, dimensions, outputs);
    return new Network(network, dimensions);
  }

  /// Java arrays end at 2^31 elements: the parameters must fit into one, and so must the states of a batch.
  private static void checkSize(ModelSpec spec, Dimensions dimensions, long outputs) {
    long parameters = 0;
    long below = dimensions.inputs();
    long widest = Math.max(below, outputs);
    for (long units : spec.network().units()) {
      parameters += 4 * units * (below + units + 2);
      below = units;
      widest = Math.max(widest, 4 * units);
    }
    parameters = 2 * parameters + (below + 1) * outputs;
    if (parameters > Integer.MAX_VALUE / 2) {
      throw new InfeasibleException(
          TrainingInput.UNITS,
          "The network would have about %d parameters; use fewer units or shorter windows."
              .formatted(parameters));
    }
    long steps = Math.max(dimensions.steps(), dimensions.horizon()) + 1L;
    long stride = Math.max(256, spec.training().batchSize() + 15L);
    if (steps * widest * stride > Integer.MAX_VALUE) {
      throw new InfeasibleException(
          TrainingInput.BATCH_SIZE,
          ("A batch of %d windows of %d steps does not fit in memory at this width; use smaller batches, shorter windows or"
                  + " fewer units.")
              .formatted(spec.training().batchSize(), steps - 1));
    }
  }

  private interface Step<T> {
    T take();
  }

  private static <T> T feasible(Subject subject, Step<T> step) {
    try {
      return step.take();
    } catch (IllegalArgumentException e) {
      throw infeasible(subject, e);
    }
  }

  private static InfeasibleException infeasible(Subject subject, IllegalArgumentException e) {
    String detail = String.valueOf(e.getMessage());
    return new InfeasibleException(
        subject, Character.toUpperCase(detail.charAt(0)) + detail.substring(1) + ".");
  }

  /// Bytes of the series and of the borders between the parts, without the dataset.
  long bytes() {
    return data.bytes(spec.scaler()) + segments.bytes();
  }

  /// Number of windows that pass through the trained network together.
  int predictionBatch() {
    return Math.min(PREDICTION_BATCH, windows.validation() + windows.test() + 1);
  }
}
