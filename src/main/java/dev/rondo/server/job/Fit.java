package dev.rondo.server.job;

import dev.rondo.engine.training.TrainingListener;
import dev.rondo.engine.training.TrainingState;
import dev.rondo.forecasting.auto.AutoEstimate;
import dev.rondo.forecasting.auto.AutoProgress;
import dev.rondo.forecasting.auto.AutoRequest;
import dev.rondo.forecasting.model.EnsembleFit;
import dev.rondo.forecasting.model.Estimate;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.model.ModelFit;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.forecasting.model.Trained;
import dev.rondo.forecasting.series.Dataset;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The steps of a training. They are those of [ModelFit]; tests replace them.
interface Fit {
  /// As [ModelSpec#defaults].
  default ModelSpec defaults(Dataset dataset, @Nullable Integer horizon) {
    return ModelSpec.defaults(dataset, horizon);
  }

  /// As [ModelFit#estimate]; throws [InfeasibleException].
  default Estimate estimate(Dataset dataset, ModelSpec specification, boolean timed) {
    return ModelFit.estimate(dataset, specification, timed);
  }

  /// As [ModelFit#trialBytes]; throws [InfeasibleException].
  default long trialBytes(Dataset dataset, ModelSpec specification) {
    return ModelFit.trialBytes(dataset, specification);
  }

  /// As [ModelFit#train]; throws [InfeasibleException].
  default Optional<Trained> train(
      Dataset dataset,
      ModelSpec specification,
      @Nullable TrainingState reached,
      int threads,
      TrainingListener listener) {
    return ModelFit.train(dataset, specification, null, reached, threads, listener);
  }

  /// As [ModelFit#evaluate]; throws [CancellationException].
  default Model evaluate(
      Dataset dataset,
      String fingerprint,
      ModelSpec specification,
      Trained trained,
      BooleanSupplier ends) {
    return ModelFit.evaluate(dataset, fingerprint, specification, trained, ends);
  }

  /// As [ModelFit#unevaluated].
  default Model unevaluated(
      Dataset dataset, String fingerprint, ModelSpec specification, Trained trained) {
    return ModelFit.unevaluated(dataset, fingerprint, specification, trained);
  }

  /// As [EnsembleFit#estimate]; throws [InfeasibleException].
  default AutoEstimate estimate(Dataset dataset, AutoRequest request, int threads) {
    return EnsembleFit.estimate(dataset, request, threads);
  }

  /// As [EnsembleFit#estimateBytes].
  default long estimateBytes(Dataset dataset) {
    return EnsembleFit.estimateBytes(dataset);
  }

  /// As [EnsembleFit#fit]; throws [InfeasibleException] and [CancellationException].
  default Model automatic(
      Dataset dataset,
      String fingerprint,
      AutoRequest request,
      int threads,
      AutoProgress progress) {
    return EnsembleFit.fit(dataset, fingerprint, request, threads, progress);
  }
}
