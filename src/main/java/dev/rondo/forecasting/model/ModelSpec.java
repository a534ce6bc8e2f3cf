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
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.window.Split;
import dev.rondo.forecasting.window.WindowSpec;
import java.util.List;
import java.util.Objects;

/// All that a user can choose of a model.
///
/// @param seed of everything drawn by chance: initial weights, order of windows, dropout
public record ModelSpec(
    long seed,
    WindowSpec window,
    Split split,
    Scaler scaler,
    NetworkSpec network,
    TrainingSpec training,
    EvaluationSpec evaluation) {
  public ModelSpec {
    // Specifications that were stored before this could be chosen do not have it.
    evaluation = Objects.requireNonNullElse(evaluation, EvaluationSpec.USUAL);
  }

  private static final long DEFAULT_SEED = 42;
  private static final int LONGEST_SEASON = 168;
  private static final int MANY_SERIES = 100;
  private static final long MANY_WINDOWS = 200_000;

  /// A specification that suits a dataset well enough to start from.
  ///
  /// - Split: along time, 70 / 15 / 15 %, since forecasts are of the future. By series, in the same shares, where there are at
  ///   least 100 series without a clock: they have no common future to set aside.
  /// - Horizon: one season of the frequency as far as the validation part holds it; without a season a twentieth of a typical
  ///   series, from 1 to 12 steps.
  /// - Lookback: two seasons, or without one four horizons but at least 10 steps (by series up to 100: all that is left of a
  ///   short series), at most half of what training has of a typical series.
  /// - Stride: 1, or more so that an epoch has at most about 200 000 windows.
  /// - Everything else: a small GRU that trains in minutes, standard scaling, Adam with its usual rate, clipping at norm 1
  ///   against exploding gradients, 30 epochs with early stopping.
  public static ModelSpec defaults(Dataset dataset) {
    int n = typicalLength(dataset);
    boolean bySeries =
        dataset.frequency().unit() == Frequency.Unit.STEP && dataset.series().size() >= MANY_SERIES;
    Split split = bySeries ? new Split.BySeries(0.7, 0.15, 0.15) : Split.byTime(0.7, 0.15, 0.15);
    return new ModelSpec(
        DEFAULT_SEED,
        bySeries ? windowOfWhole(dataset, n) : windowOfPart(dataset, n),
        split,
        new Scaler.Standard(),
        new NetworkSpec(new Gru(), List.of(32), new Topology.Seq2Vec(), Head.DENSE, 0),
        new TrainingSpec(
            30,
            64,
            new Loss.Mse(),
            new Optimizer.Adam(new LearningRate.Constant(0.001, 0), 0.9, 0.999, 1e-7),
            new GradientClipping(1),
            new EarlyStopping(5, 0),
            null),
        EvaluationSpec.USUAL);
  }

  private static WindowSpec windowOfWhole(Dataset dataset, int n) {
    int horizon = clamp(n / 50, 1, 12);
    int lookback = clamp(n - horizon, 1, 100);
    return new WindowSpec(lookback, horizon, stride(dataset, lookback + horizon));
  }

  private static WindowSpec windowOfPart(Dataset dataset, int n) {
    int season = dataset.frequency().season();
    int part = Math.max(1, (int) (0.15 * n));
    boolean seasonal = season > 1 && season <= LONGEST_SEASON && season <= 0.2 * n;
    int horizon = seasonal ? Math.min(season, part) : clamp(n / 20, 1, Math.min(12, part));
    int wish = seasonal ? 2 * season : Math.max(10, 4 * horizon);
    int lookback = clamp(wish, 1, Math.max(1, (int) (0.35 * n)));
    return new WindowSpec(lookback, horizon, stride(dataset, lookback + horizon));
  }

  private static int stride(Dataset dataset, int length) {
    long windows = 0;
    for (Series series : dataset.series()) windows += Math.max(1, series.steps() - length + 1);
    return (int) Math.min(100_000, Math.max(1, Math.ceilDiv(windows, MANY_WINDOWS)));
  }

  /// The median.
  private static int typicalLength(Dataset dataset) {
    int[] lengths = dataset.series().stream().mapToInt(Series::steps).sorted().toArray();
    return lengths.length == 0 ? 0 : lengths[lengths.length / 2];
  }

  private static int clamp(int value, int low, int high) {
    return Math.max(low, Math.min(high, value));
  }
}
