package dev.rondo.server.job;

import dev.rondo.engine.cell.Gru;
import dev.rondo.engine.network.Head;
import dev.rondo.engine.network.NetworkSpec;
import dev.rondo.engine.network.Topology;
import dev.rondo.engine.training.EarlyStopping;
import dev.rondo.engine.training.GradientClipping;
import dev.rondo.engine.training.LearningRate;
import dev.rondo.engine.training.Loss;
import dev.rondo.engine.training.Optimizer;
import dev.rondo.engine.training.TrainingListener;
import dev.rondo.engine.training.TrainingSpec;
import dev.rondo.forecasting.evaluation.EvaluationSpec;
import dev.rondo.forecasting.model.Estimate;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.forecasting.scaling.Scaler;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.window.Split;
import dev.rondo.forecasting.window.WindowSpec;
import java.util.List;
import java.util.Optional;

/// What a job does with a dataset; an argument of the runner, so that it can be run without training.
interface Fit {
  /// Where there is no dataset to choose by.
  ModelSpec GENERAL_DEFAULTS =
      new ModelSpec(
          42,
          new WindowSpec(50, 1, 1),
          new Split.BySeries(0.7, 0.2, 0.1),
          new Scaler.Standard(),
          new NetworkSpec(new Gru(), List.of(32), new Topology.Seq2Vec(), Head.DENSE, 0),
          new TrainingSpec(
              20,
              32,
              new Loss.Mse(),
              new Optimizer.Adam(new LearningRate.Constant(0.001, 0), 0.9, 0.999, 1e-7),
              new GradientClipping(1),
              new EarlyStopping(5, 0),
              null),
          EvaluationSpec.USUAL);

  /// The specification of a request that says nothing.
  ModelSpec defaults(Dataset dataset);

  /// Throws [InfeasibleException].
  ///
  /// @param timed whether the duration is asked for
  Estimate estimate(Dataset dataset, ModelSpec specification, boolean timed);

  /// Throws [InfeasibleException].
  ///
  /// @param fingerprint of the dataset
  /// @param threads most to use
  /// @return empty when it was cancelled before the first epoch ended
  Optional<Model> fit(
      Dataset dataset,
      String fingerprint,
      ModelSpec specification,
      int threads,
      TrainingListener listener);
}
