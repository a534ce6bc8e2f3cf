package dev.rondo.bench;

import dev.rondo.forecasting.forecast.Forecast.Interval;
import dev.rondo.forecasting.monitoring.HorizonBuckets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Coverage of intervals by bucket of the horizon.
final class BucketCoverage {
  private final long[] inside;
  private final long[] values;

  BucketCoverage(int horizon) {
    int buckets = HorizonBuckets.of(horizon) + 1;
    inside = new long[buckets];
    values = new long[buckets];
  }

  void add(double[] truth, Interval interval) {
    for (int h = 0; h < truth.length; h++) {
      if (Double.isNaN(truth[h])) continue;
      int bucket = HorizonBuckets.of(h + 1);
      values[bucket]++;
      if (interval.lower()[h] <= truth[h] && truth[h] <= interval.upper()[h]) inside[bucket]++;
    }
  }

  List<String> shares() {
    List<String> shares = new ArrayList<>();
    for (int b = 0; b < inside.length; b++)
      shares.add(String.format(Locale.ROOT, "%.3f", (double) inside[b] / values[b]));
    return shares;
  }
}
