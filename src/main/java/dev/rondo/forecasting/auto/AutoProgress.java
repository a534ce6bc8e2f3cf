package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.checkpoint.Checkpoints;
import java.util.List;
import java.util.concurrent.CancellationException;

/// Told how far an automatic training is, and keeps what it has finished. It may be called by several threads; it throws [CancellationException] to end the
/// training.
@FunctionalInterface
public interface AutoProgress {
  /// @param stage what is being done
  /// @param share of the whole work, from 0 to 1
  void stage(String stage, double share);

  /// Told once, before the first stage, what was chosen and why.
  default void planned(List<Decision> decisions) {}

  /// Where the finished parts of the training are kept.
  default Checkpoints checkpoints() {
    return Checkpoints.NONE;
  }

  /// Tells another progress, and keeps parts elsewhere.
  ///
  /// @param checkpoints where parts are kept
  static AutoProgress of(AutoProgress told, Checkpoints checkpoints) {
    return new AutoProgress() {
      @Override
      public void stage(String stage, double share) {
        told.stage(stage, share);
      }

      @Override
      public void planned(List<Decision> decisions) {
        told.planned(decisions);
      }

      @Override
      public Checkpoints checkpoints() {
        return checkpoints;
      }
    };
  }
}
