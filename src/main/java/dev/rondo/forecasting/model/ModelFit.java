package dev.rondo.forecasting.model;

import dev.rondo.engine.training.TrainingListener;
import dev.rondo.forecasting.series.Dataset;

/// The one place where series meet the engine.
public final class ModelFit {
  private ModelFit() {}

  /// What training will take. Throws [InfeasibleException] where the data do not allow the specification.
  public static Estimate estimate(Dataset dataset, ModelSpec spec) {
    throw new UnsupportedOperationException();
  }

  /// Trains, evaluates against the baselines and calibrates.
  ///
  /// @param threads most threads to use; the weights do not depend on it
  /// @return empty when it was cancelled before the first epoch ended
  public static java.util.Optional<Model> fit(Dataset dataset, String datasetFingerprint, ModelSpec spec, int threads, TrainingListener listener) {
    throw new UnsupportedOperationException();
  }
}
