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
/// @param seasonalZeros whether most zeros are where a season earlier is one too
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
    boolean seasonalZeros,
    double range) {
  private static final double INTERMITTENT = 0.3;

  /// @param season steps of the season of the tracks; 1 for none
  static Profile of(List<Track> tracks, int season) {
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
        repeatsZeros(tracks, season),
        used == 0 ? 1 : ranges[used / 2]);
  }

  /// Whether more than half of the zeros that chance would not repeat one season later are repeated.
  private static boolean repeatsZeros(List<Track> tracks, int season) {
    if (season == 1) return false;
    double zeros = 0;
    double repeated = 0;
    double byChance = 0;
    for (Track track : tracks) {
      int pairs = 0;
      int before = 0;
      int after = 0;
      for (int t = track.first() + season; t < track.end(); t++) {
        double earlier = track.values()[t - season];
        double later = track.values()[t];
        if (Double.isNaN(earlier) || Double.isNaN(later)) continue;
        pairs++;
        if (earlier == 0) before++;
        if (later == 0) after++;
        if (earlier == 0 && later == 0) repeated++;
      }
      zeros += before;
      if (pairs > 0) byChance += (double) before * after / pairs;
    }
    return repeated - byChance > 0.5 * (zeros - byChance);
  }

  boolean nonNegative() {
    return lowest >= 0;
  }

  /// Whether many values are 0, at no regular times, and none is below.
  boolean intermittent() {
    return nonNegative() && zeros > INTERMITTENT && !seasonalZeros;
  }
}
