package dev.rondo.forecasting.member;

import java.util.Arrays;

/// Forecasts of demand with many zeros: the size of a demand and how often one comes are smoothed apart. The forecast is the mean
/// demand of a step, the same for the whole horizon. Missing steps are left out. Both smoothings have the rate 0.1 and start with
/// the means of the whole history. Without any demand the forecast is 0.
public sealed interface Intermittent extends LocalMember {
  /// The rate of both smoothings.
  double RATE = 0.1;

  @Override
  default void forecast(double[] history, int period, double[] forecast) {
    forecast(Gapless.compact(history), period, forecast);
  }

  /// Mean demand over mean interval, both smoothed where a demand occurs (Croston 1972).
  record Croston() implements Intermittent {
    @Override
    public String name() {
      return "croston";
    }

    @Override
    public void extrapolate(double[] values, int period, double[] forecast) {
      Arrays.fill(forecast, rate(values));
    }

    private static double rate(double[] values) {
      double size = meanDemand(values);
      if (size == 0) return 0;
      double interval = (double) values.length / demands(values);
      int since = 0;
      for (double value : values) {
        since++;
        if (value == 0) continue;
        size += RATE * (value - size);
        interval += RATE * (since - interval);
        since = 0;
      }
      return size / interval;
    }
  }

  /// Croston's forecast without its bias: times `1 - rate / 2` (Syntetos and Boylan 2005).
  record Sba() implements Intermittent {
    @Override
    public String name() {
      return "sba";
    }

    @Override
    public void extrapolate(double[] values, int period, double[] forecast) {
      Arrays.fill(forecast, (1 - RATE / 2) * Croston.rate(values));
    }
  }

  /// Mean demand times the probability of a demand, which is smoothed at every step, so that the forecast falls when demand ends
  /// (Teunter, Syntetos and Babai 2011).
  record Tsb() implements Intermittent {
    @Override
    public String name() {
      return "tsb";
    }

    @Override
    public void extrapolate(double[] values, int period, double[] forecast) {
      double size = meanDemand(values);
      double probability = (double) demands(values) / values.length;
      for (double value : values) {
        if (value != 0) size += RATE * (value - size);
        probability += RATE * ((value == 0 ? 0 : 1) - probability);
      }
      Arrays.fill(forecast, size * probability);
    }
  }

  private static int demands(double[] values) {
    return (int) Arrays.stream(values).filter(value -> value != 0).count();
  }

  private static double meanDemand(double[] values) {
    int demands = demands(values);
    return demands == 0 ? 0 : Arrays.stream(values).sum() / demands;
  }
}
