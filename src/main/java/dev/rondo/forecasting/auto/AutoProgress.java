package dev.rondo.forecasting.auto;

import java.util.List;
import java.util.concurrent.CancellationException;

/// Told how far an automatic training is. It may be called by several threads; it throws [CancellationException] to end the
/// training.
@FunctionalInterface
public interface AutoProgress {
  /// @param stage what is being done
  /// @param share of the whole work, from 0 to 1
  void stage(String stage, double share);

  /// Told once, before the first stage, what was chosen and why.
  default void planned(List<Decision> decisions) {}
}
