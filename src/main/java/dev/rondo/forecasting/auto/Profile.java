package dev.rondo.forecasting.auto;

import java.util.Arrays;
import java.util.List;

/// What an automatic training knows about the values of its training part.
///
/// @param tracks number of targets of series with an observed value
/// @param values number of observed values
/// @param lower first quartile of the lengths
/// @param median of the lengths
/// @param longest length
/// @param lowest value
/// @param highest value
/// @param zeros share of the observed values that are 0
/// @param missing share of the steps between the first and the last observed value of a track that have none
/// @param range median over the tracks of the largest value divided by the smallest one; infinite if most have values up to 0
record Profile(
    int tracks,
    long values,
    int lower,
    int median,
    int longest,
    double lowest,
    double highest,
    double zeros,
    double missing,
    double range) {
  private static final double INTERMITTENT = 0.3;

  static Profile of(List<Track> tracks) {
    int[] lengths = new int[tracks.size()];
    double[] ranges = new double[tracks.size()];
    int used = 0;
    long values = 0;
    long zeros = 0;
    long steps = 0;
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    for (Track track : tracks) {
      if (track.length() == 0) continue;
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (int t = track.first(); t < track.end(); t++) {
        double value = track.values()[t];
        if (Double.isNaN(value)) continue;
        values++;
        if (value == 0) zeros++;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      steps += track.length();
      lowest = Math.min(lowest, low);
      highest = Math.max(highest, high);
      ranges[used] = low > 0 ? high / low : Double.POSITIVE_INFINITY;
      lengths[used++] = track.length();
    }
    Arrays.sort(lengths, 0, used);
    Arrays.sort(ranges, 0, used);
    return new Profile(
        used,
        values,
        used == 0 ? 0 : lengths[used / 4],
        used == 0 ? 0 : lengths[used / 2],
        used == 0 ? 0 : lengths[used - 1],
        lowest,
        highest,
        values == 0 ? 0 : (double) zeros / values,
        steps == 0 ? 0 : 1 - (double) values / steps,
        used == 0 ? 1 : ranges[used / 2]);
  }

  boolean nonNegative() {
    return lowest >= 0;
  }

  /// Whether many values are 0 and none is below.
  boolean intermittent() {
    return nonNegative() && zeros > INTERMITTENT;
  }
}
