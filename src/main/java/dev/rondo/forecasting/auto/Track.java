package dev.rondo.forecasting.auto;

import dev.rondo.forecasting.evaluation.NaiveErrors;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;
import java.util.ArrayList;
import java.util.List;

/// One target of one series. Every target is forecast from its own past.
///
/// @param number the track's number among all of a training, from 0
/// @param values `[steps]`, NaN is a missing value; neither copied nor changed
/// @param first first step with an observed value
/// @param end step after the last observed value; equal to `first` if no value is observed
@SuppressWarnings("ArrayRecordComponent")
record Track(int number, double[] values, int first, int end) {
  static Track of(int number, double[] values) {
    int first = 0;
    while (first < values.length && Double.isNaN(values[first])) first++;
    int end = values.length;
    while (end > first && Double.isNaN(values[end - 1])) end--;
    return new Track(number, values, first, end);
  }

  /// The targets of all series that have an observed value; the targets of a series follow each other.
  static List<Track> of(Dataset dataset) {
    List<Track> tracks = new ArrayList<>();
    for (Series series : dataset.series()) {
      for (int f = 0; f < dataset.targets(); f++) {
        Track track = of(tracks.size(), series.values()[f]);
        if (track.length() > 0) tracks.add(track);
      }
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
    return new Track(number, values, first, last);
  }

  /// The scale of MASE of the values before a step; NaN if there is none.
  ///
  /// @param lag season of MASE
  double scale(int lag, int origin) {
    return NaiveErrors.of(values, first, Math.min(origin, end), lag).meanAbsolute();
  }
}
