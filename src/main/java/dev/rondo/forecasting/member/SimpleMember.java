package dev.rondo.forecasting.member;

import java.util.Arrays;

/// Forecasts without a parameter to fit (Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd ed. 2021, section
/// 5.2). T is the last step of the history, m the period, and h counts the steps of the horizon from 1.
public sealed interface SimpleMember extends LocalMember {
  /// The last value: `f(T + h) = y(T)`.
  record Naive() implements SimpleMember {
    @Override
    public String name() {
      return "naive";
    }

    @Override
    public void extrapolate(double[] values, int period, double[] forecast) {
      Arrays.fill(forecast, values[values.length - 1]);
    }
  }

  /// The latest value at the same place of the season: `f(T + h) = y(T + h - m k)` with the smallest k for which it is in the past.
  /// With less than a season of history, the last value.
  record SeasonalNaive() implements SimpleMember {
    @Override
    public String name() {
      return "seasonal-naive";
    }

    @Override
    public void extrapolate(double[] values, int period, double[] forecast) {
      for (int h = 0; h < forecast.length; h++) {
        int step = values.length - period + h % period;
        forecast[h] = values[step >= 0 ? step : values.length - 1];
      }
    }
  }

  /// The line through the first and the last value: `f(T + h) = y(T) + h (y(T) - y(1)) / (T - 1)`.
  record Drift() implements SimpleMember {
    @Override
    public String name() {
      return "drift";
    }

    @Override
    public void extrapolate(double[] values, int period, double[] forecast) {
      int last = values.length - 1;
      double rise = last == 0 ? 0 : (values[last] - values[0]) / last;
      for (int h = 0; h < forecast.length; h++) forecast[h] = values[last] + (h + 1) * rise;
    }
  }

  /// The mean of the history.
  record Mean() implements SimpleMember {
    @Override
    public String name() {
      return "mean";
    }

    @Override
    public void extrapolate(double[] values, int period, double[] forecast) {
      Arrays.fill(forecast, mean(values, 0));
    }
  }

  /// The mean of the last two seasons; without a season, of as many steps as the horizon has.
  record RecentMean() implements SimpleMember {
    @Override
    public String name() {
      return "recent-mean";
    }

    @Override
    public void extrapolate(double[] values, int period, double[] forecast) {
      int steps = period > 1 ? 2 * period : forecast.length;
      Arrays.fill(forecast, mean(values, Math.max(0, values.length - steps)));
    }
  }

  private static double mean(double[] values, int from) {
    double sum = 0;
    for (int t = from; t < values.length; t++) sum += values[t];
    return sum / (values.length - from);
  }
}
