package dev.rondo.forecasting.member;

import java.util.Arrays;

/// The classical decomposition of a series into trend, season and remainder (Hyndman and Athanasopoulos, Forecasting: Principles
/// and Practice, 3rd ed. 2021, section 3.4), as in the M4 competition. The season is multiplicative if all values are positive, and
/// additive otherwise.
///
/// @param indices `[period]`, of the first step on; their mean is 1, of an additive season 0
@SuppressWarnings("ArrayRecordComponent")
record Decomposition(double[] indices, boolean multiplicative) {
  /// The smallest index of a multiplicative season.
  private static final double LEAST = 0.01;

  private static final double TEN_PERCENT = 1.645;

  /// The test of the M4 competition at 90 %: `|r(m)| > 1.645 / sqrt(n) * sqrt(1 + 2 (r(1)^2 + ... + r(m - 1)^2))`, where r is the
  /// autocorrelation; false with less than three seasons.
  static boolean isSeasonal(double[] values, int period) {
    int n = values.length;
    if (period < 2 || n < 3 * period) return false;
    double mean = 0;
    for (double value : values) mean += value / n;
    double[] centred = new double[n];
    double square = 0;
    for (int t = 0; t < n; t++) {
      centred[t] = values[t] - mean;
      square += centred[t] * centred[t];
    }
    double earlier = 0;
    for (int lag = 1; lag < period; lag++) {
      double r = products(centred, lag) / square;
      earlier += r * r;
    }
    double limit = TEN_PERCENT / Math.sqrt(n) * Math.sqrt(1 + 2 * earlier);
    return Math.abs(products(centred, period) / square) > limit;
  }

  private static double products(double[] centred, int lag) {
    double sum = 0;
    for (int t = lag; t < centred.length; t++) sum += centred[t] * centred[t - lag];
    return sum;
  }

  /// @param values `[steps]`, at least two seasons
  static Decomposition of(double[] values, int period) {
    return of(values, period, Arrays.stream(values).allMatch(value -> value > 0));
  }

  static Decomposition of(double[] values, int period, boolean multiplicative) {
    int reach = period / 2;
    double[] sums = new double[period];
    int[] counts = new int[period];
    for (int t = reach; t + reach < values.length; t++) {
      double trend = movingAverage(values, t, period);
      sums[t % period] += multiplicative ? values[t] / trend : values[t] - trend;
      counts[t % period]++;
    }
    double mean = 0;
    for (int i = 0; i < period; i++) {
      sums[i] = counts[i] == 0 ? (multiplicative ? 1 : 0) : sums[i] / counts[i];
      mean += sums[i] / period;
    }
    for (int i = 0; i < period; i++)
      sums[i] = multiplicative ? Math.max(LEAST, sums[i] / mean) : sums[i] - mean;
    return new Decomposition(sums, multiplicative);
  }

  /// The mean of a season around a step; of an even period, the outer two of `period + 1` values count half.
  private static double movingAverage(double[] values, int t, int period) {
    int reach = period / 2;
    double sum = 0;
    for (int k = t - reach; k <= t + reach; k++) sum += values[k];
    if (period % 2 == 0) sum -= (values[t - reach] + values[t + reach]) / 2;
    return sum / period;
  }

  /// Values without the season.
  double[] adjust(double[] values) {
    double[] adjusted = new double[values.length];
    for (int t = 0; t < values.length; t++) {
      double index = indices[t % indices.length];
      adjusted[t] = multiplicative ? values[t] / index : values[t] - index;
    }
    return adjusted;
  }

  /// Puts the season back.
  ///
  /// @param first step of the first forecast value
  void restore(double[] forecast, int first) {
    for (int h = 0; h < forecast.length; h++) {
      double index = indices[(first + h) % indices.length];
      forecast[h] = multiplicative ? forecast[h] * index : forecast[h] + index;
    }
  }
}
