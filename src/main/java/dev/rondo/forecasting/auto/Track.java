package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;
import java.util.ArrayList;
import java.util.List;

/// One target of one series. Every target is forecast from its own past.
///
/// @param series index of the series
/// @param target index of the target
/// @param number the track's number, from 0
/// @param values `[steps]`, NaN is a missing value; neither copied nor changed
/// @param first first step with an observed value
/// @param end step after the last observed value; equal to `first` if no value is observed
@SuppressWarnings("ArrayRecordComponent")
record Track(String id, int series, int target, int number, double[] values, int first, int end) {
  static Track of(String id, int series, int target, int number, double[] values) {
    int first = 0;
    while (first < values.length && Double.isNaN(values[first])) first++;
    int end = values.length;
    while (end > first && Double.isNaN(values[end - 1])) end--;
    return new Track(id, series, target, number, values, first, end);
  }

  /// All targets of all series; the targets of a series follow each other.
  static List<Track> of(Dataset dataset) {
    List<Track> tracks = new ArrayList<>();
    for (int s = 0; s < dataset.series().size(); s++) {
      Series series = dataset.series().get(s);
      for (int f = 0; f < dataset.targets(); f++)
        tracks.add(of(series.id(), s, f, tracks.size(), series.values()[f]));
    }
    return tracks;
  }

  /// Number of steps from the first to the last observed value.
  int length() {
    return end - first;
  }

  /// The track up to an earlier step.
  ///
  /// @param origin the step after the last one that may be read
  Track until(int origin) {
    if (origin >= end) return this;
    int last = Math.max(first, origin);
    while (last > first && Double.isNaN(values[last - 1])) last--;
    return new Track(id, series, target, number, values, first, last);
  }

  /// Mean absolute difference of observed values `lag` steps apart, before a step: the scale of MASE (Hyndman and Koehler 2006).
  /// NaN if there are none or all are equal.
  double scale(int lag, int origin) {
    double sum = 0;
    long count = 0;
    for (int t = first + lag; t < Math.min(origin, end); t++) {
      double difference = Math.abs(values[t] - values[t - lag]);
      if (Double.isNaN(difference)) continue;
      sum += difference;
      count++;
    }
    return sum > 0 ? sum / count : Double.NaN;
  }
}
