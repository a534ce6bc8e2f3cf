package dev.rondo.forecasting.auto;

import dev.rondo.engine.random.Seed;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The forecast of one track: its median, and the distribution around it from the ratios of held-out errors. Without held-out
/// errors the ratios are those of a normal distribution whose deviation grows with the root of the step, as that of a random walk
/// does.
public final class Distribution {
  private final double[] median;
  private final double[] above;
  private final double[] below;
  private final double lowest;
  private final @Nullable ErrorRatios ratios;
  private final int direct;

  /// @param direct number of steps that were forecast directly; later ones are forecast from forecasts
  Distribution(
      double[] median,
      double[] above,
      double[] below,
      double lowest,
      @Nullable ErrorRatios ratios,
      int direct) {
    this.median = median;
    this.above = above;
    this.below = below;
    this.lowest = lowest;
    this.ratios = ratios;
    this.direct = direct;
  }

  /// The median of each step, the point forecast.
  public double[] median() {
    return median.clone();
  }

  /// Number of steps that were forecast directly; later ones are forecast from forecasts.
  public int direct() {
    return direct;
  }

  /// A quantile of each step. If there are too few held-out errors for it, the outermost error.
  ///
  /// @param level in (0, 1)
  public double[] quantile(double level) {
    double[] quantile = new double[median.length];
    for (int h = 0; h < quantile.length; h++) {
      double ratio = ratio(h, level);
      quantile[h] = bounded(median[h] + ratio * size(h, ratio));
    }
    return quantile;
  }

  private double ratio(int h, double level) {
    if (ratios != null) return ratios.at(ratios.table(h), level);
    return Normal.ratio(level) * Math.sqrt(h + 1);
  }

  private double size(int h, double ratio) {
    return ratio >= 0 ? above[h] : below[h];
  }

  private double bounded(double value) {
    return Math.max(lowest, value);
  }

  /// A quantile of the sum over the horizon, which is not the sum of the quantiles of the steps.
  ///
  /// @param level in (0, 1)
  public double sumQuantile(double level) {
    double sum = 0;
    double up = 0;
    double down = 0;
    for (int h = 0; h < median.length; h++) {
      sum += median[h];
      up += above[h];
      down += below[h];
    }
    double ratio =
        ratios == null
            ? Normal.ratio(level) * Math.sqrt(median.length)
            : ratios.at(ratios.sum(), level);
    return bounded(sum + ratio * (ratio >= 0 ? up : down));
  }

  /// Possible futures. Each follows the errors of one whole held-out forecast, so that neighbouring steps err together as they do
  /// in the data.
  ///
  /// @return `[count][horizon]`
  public double[][] paths(int count, long seed) {
    RandomGenerator random = new Seed(seed).generator("sample paths", 0);
    double[][] paths = new double[count][median.length];
    for (double[] path : paths) {
      float[] errors = null;
      double walk = 0;
      for (int h = 0; h < path.length; h++) {
        double ratio;
        if (ratios == null || ratios.paths().length == 0) {
          walk += random.nextGaussian() / Normal.QUANTILE_90;
          ratio = walk;
        } else {
          int step = h % ratios.horizon();
          if (errors == null || step == 0)
            errors = ratios.paths()[random.nextInt(ratios.paths().length)];
          ratio = errors[step];
        }
        path[h] = bounded(median[h] + ratio * size(h, ratio));
      }
    }
    return paths;
  }
}
