package dev.rondo.server.job;

import dev.rondo.engine.training.TrainingListener;
import dev.rondo.forecasting.model.Estimate;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.forecasting.series.Dataset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a job does with a dataset; an argument of the runner, so that it can be run without training.
interface Fit {
  /// The specification of a request that says nothing but maybe the horizon.
  ///
  /// @param horizon null: one that suits the dataset
  ModelSpec defaults(Dataset dataset, @Nullable Integer horizon);

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
