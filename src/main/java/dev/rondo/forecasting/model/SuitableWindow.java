package dev.rondo.forecasting.model;

import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.window.Split;
import dev.rondo.forecasting.window.WindowSpec;
import org.jspecify.annotations.Nullable;

/// A default window and split for the lengths of the series of a dataset and its frequency. The typical series is the one of
/// median length.
///
/// - Horizon: one season of the frequency if the typical series contains at least five; otherwise a twentieth of the typical
///   series, or a fiftieth if there are at least 100 series with integer steps, from 1 to 12 steps.
/// - Split: along time. One series: 70 / 15 / 15 %, or, if 15 % are less than a horizon, the last horizon for the test and the
///   one before for validation. Several series: the last steps of each, as many as the horizon, or 15 % of a short series if that
///   is more. If the typical series is too short for both parts, there is no test part; if it is too short for one, there is no
///   validation part either.
/// - Lookback: two seasons but at least a horizon; without a season, four horizons but at least 10 steps; at most half of the
///   training steps of the typical series.
/// - Stride: 1, or larger, so that an epoch has at most about 200 000 windows.
record SuitableWindow(WindowSpec window, Split split) {
  private static final int LONGEST_SEASON = 168;
  private static final long MANY_WINDOWS = 200_000;
  private static final int MANY_SERIES = 100;
  private static final double PART = 0.15;

  /// @param wanted the horizon; null for the default
  static SuitableWindow of(Dataset dataset, @Nullable Integer wanted) {
    int[] lengths =
        dataset.series().stream()
            .mapToInt(series -> series.observedSteps(dataset.targets()))
            .sorted()
            .toArray();
    int typical = lengths[lengths.length / 2];
    int season = dataset.frequency().season();
    boolean seasonal = season > 1 && season <= LONGEST_SEASON && 5L * season <= typical;
    boolean manyShort =
        dataset.frequency().unit() == Frequency.Unit.STEP && lengths.length >= MANY_SERIES;
    int usual = seasonal ? season : Math.clamp(typical / (manyShort ? 50 : 20), 1, 12);
    int horizon = Math.clamp(wanted == null ? usual : wanted, 1, 10_000);

    Split split = split(lengths, typical, horizon);
    int training = Math.max(1, typical - heldOut(split, typical));
    int wish = seasonal ? Math.max(2 * season, horizon) : Math.max(10, 4 * horizon);
    int lookback = Math.clamp(wish, 1, Math.max(1, (training - horizon) / 2));
    return new SuitableWindow(
        new WindowSpec(lookback, horizon, stride(dataset, lookback + horizon)), split);
  }

  private static Split split(int[] lengths, int typical, int horizon) {
    Split.ByTime shares = Split.ByTime.USUAL;
    if (lengths.length == 1 && (long) (PART * typical) >= horizon) return shares;
    int most = Math.max(0, (typical - horizon - 1) / 2);
    if (horizon <= most) {
      int some = (int) (PART * lengths[lengths.length / 10]);
      int part = lengths.length == 1 ? horizon : Math.clamp(some, horizon, most);
      return new Split.LastSteps(part, part);
    }
    return new Split.LastSteps(2L * horizon < typical ? horizon : 0, 0);
  }

  private static int heldOut(Split split, int length) {
    return split instanceof Split.LastSteps last
        ? last.validation() + last.test()
        : (int) Math.ceil(2 * PART * length);
  }

  private static int stride(Dataset dataset, int length) {
    long windows = 0;
    for (Series series : dataset.series()) windows += Math.max(1, series.steps() - length + 1);
    return (int) Math.clamp(Math.ceilDiv(windows, MANY_WINDOWS), 1, 100_000);
  }
}
