package dev.rondo.commandline;

import dev.rondo.forecasting.auto.AutoProgress;
import dev.rondo.forecasting.auto.AutoRequest;
import dev.rondo.forecasting.model.EnsembleFit;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Fingerprint;

/// Trains automatic models in this process.
final class LocalTraining {
  private LocalTraining() {}

  /// Throws the exceptions of [EnsembleFit#fit].
  static Model train(Dataset dataset, AutoRequest request, AutoProgress progress) {
    return EnsembleFit.fit(dataset, Fingerprint.of(dataset), request, threads(), progress);
  }

  /// All cores of the machine.
  static int threads() {
    return Runtime.getRuntime().availableProcessors();
  }
}
