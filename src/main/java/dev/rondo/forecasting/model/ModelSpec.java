package dev.rondo.forecasting.model;

import dev.rondo.engine.cell.Gru;
import dev.rondo.engine.network.Head;
import dev.rondo.engine.network.NetworkSpec;
import dev.rondo.engine.network.Topology;
import dev.rondo.engine.training.EarlyStopping;
import dev.rondo.engine.training.GradientClipping;
import dev.rondo.engine.training.LearningRate;
import dev.rondo.engine.training.Loss;
import dev.rondo.engine.training.Optimizer;
import dev.rondo.engine.training.TrainingSpec;
import dev.rondo.forecasting.evaluation.EvaluationSpec;
import dev.rondo.forecasting.scaling.Scaler;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.window.Split;
import dev.rondo.forecasting.window.WindowSpec;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// All choices of a user for a model.
///
/// @param seed seed of all random numbers: initial weights, order of windows, dropout
public record ModelSpec(
    long seed,
    WindowSpec window,
    Split split,
    Scaler scaler,
    NetworkSpec network,
    TrainingSpec training,
    EvaluationSpec evaluation) {
  public ModelSpec {
    // Specifications of earlier formats do not have it.
    evaluation = Objects.requireNonNullElse(evaluation, EvaluationSpec.USUAL);
  }

  /// Default choices without a dataset: a small GRU that trains in minutes, standard scaling, Adam with its usual rate, clipping
  /// at norm 1 against exploding gradients, 30 epochs with early stopping.
  public static final ModelSpec USUAL =
      new ModelSpec(
          42,
          new WindowSpec(50, 1, 1),
          Split.ByTime.USUAL,
          new Scaler.Standard(),
          new NetworkSpec(new Gru(), List.of(32), new Topology.Seq2Vec(), Head.DENSE, 0),
          new TrainingSpec(
              30,
              64,
              new Loss.Mse(),
              Optimizer.Adam.usual(new LearningRate.Constant(0.001, 0)),
              new GradientClipping(1),
              new EarlyStopping(5, 0),
              null),
          EvaluationSpec.USUAL);

  /// As [#defaults(Dataset, Integer)] with the default horizon.
  public static ModelSpec defaults(Dataset dataset) {
    return defaults(dataset, null);
  }

  /// The default choices for a dataset: window and split by [SuitableWindow]; standard scaling for one series, and scaling of each
  /// window for several, so that large series do not dominate; the rest is [#USUAL].
  ///
  /// @param horizon the horizon; null for the default
  public static ModelSpec defaults(Dataset dataset, @Nullable Integer horizon) {
    SuitableWindow suitable = SuitableWindow.of(dataset, horizon);
    return new ModelSpec(
        USUAL.seed,
        suitable.window(),
        suitable.split(),
        dataset.series().size() > 1 ? new Scaler.PerWindow() : USUAL.scaler,
        USUAL.network,
        USUAL.training,
        USUAL.evaluation);
  }
}
