package dev.rondo.forecasting.model;

import dev.rondo.engine.training.Best;
import dev.rondo.engine.training.Fold;
import dev.rondo.engine.training.Trainer;
import dev.rondo.forecasting.evaluation.Calibrator.Errors;
import dev.rondo.forecasting.forecaster.Forecaster;
import dev.rondo.forecasting.model.Trained.HalfWeights;
import dev.rondo.forecasting.window.Halves;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Which weights calibrate which validation windows: each half those that the other half chose.
final class CrossFit {
  private CrossFit() {}

  /// The weights that the halves chose; null where there are no halves, or both chose the epoch of the whole.
  static @Nullable HalfWeights of(Trainer.Result result) {
    List<Best> folds = result.folds();
    boolean same = folds.stream().allMatch(fold -> fold.epoch() == result.bestEpoch());
    if (same || folds.stream().anyMatch(fold -> fold.epoch() == 0)) return null;
    return new HalfWeights(folds.getFirst().weights(), folds.getLast().weights());
  }

  /// @param network makes a forecaster of weights
  static List<Errors> errors(
      Trained trained, Halves halves, Function<float[], Forecaster> network) {
    HalfWeights chosen = trained.halves();
    if (chosen == null)
      return List.of(new Errors(() -> network.apply(trained.weights()), _ -> true));
    return List.of(
        new Errors(() -> network.apply(chosen.first()), w -> halves.of(w) == Fold.SECOND),
        new Errors(() -> network.apply(chosen.second()), w -> halves.of(w) == Fold.FIRST));
  }

  /// What is to be told where the validation part is too short to be cut.
  static @Nullable String warning(int windows, Halves halves, int epochs) {
    if (windows == 0 || epochs == 1 || halves.exist()) return null;
    return ("The validation part is too short for two halves of %d windows each: the windows that chose the epoch also set the"
            + " width of the intervals, which may be too narrow.")
        .formatted(Halves.LEAST);
  }
}
