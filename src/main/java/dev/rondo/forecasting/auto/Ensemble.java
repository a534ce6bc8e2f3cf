package dev.rondo.forecasting.auto;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Weighted members with calibrated errors: what an automatic training serves.
///
/// @param members the members with a weight
/// @param weights which add up to 1
/// @param lag of the differences whose mean size is the expected error where no member gives one
/// @param lowest the support of the values: no forecast and no bound is below it
record Ensemble(List<Fitted> members, List<Double> weights, int lag, double lowest) {
  /// The expected error of a step at which a track rests.
  private static final double LEAST_SPREAD = Double.MIN_VALUE;

  /// The combined forecasts with the expected sizes of their errors, both `[pasts, horizon]`.
  MemberForecasts forecast(List<TrackPast> pasts, int horizon) {
    List<MemberForecasts> all = members.stream().map(one -> one.forecast(pasts, horizon)).toList();
    return combine(all, pasts, horizon, weights, weights, lag, lowest);
  }

  /// What a column known ahead changes in the forecast: the difference to the forecast with the column at its mean, `[horizon]`.
  double[] difference(TrackPast past, int horizon, int column) {
    double[] sum = new double[horizon];
    for (int m = 0; m < members.size(); m++)
      add(sum, weights.get(m), members.get(m).difference(past, horizon, column));
    return sum;
  }

  /// Bytes of a forecast: the buffers of the members, their points and spreads, and those of the combination.
  long workingBytes(int pasts, int horizon) {
    long buffers = members.stream().mapToLong(Fitted::workingBytes).max().orElse(0);
    long results = 3;
    for (Fitted member : members) results += member.spec().givesSpread() ? 3 : 1;
    return buffers + results * pasts * horizon * Double.BYTES;
  }

  /// Forecasts of several members as one.
  ///
  /// @param weights of the points
  /// @param spreadWeights of the expected sizes of errors, of which those of members that give none do not count
  static MemberForecasts combine(
      List<MemberForecasts> members,
      List<TrackPast> pasts,
      int horizon,
      List<Double> weights,
      List<Double> spreadWeights,
      int lag,
      double lowest) {
    int cells = pasts.size() * horizon;
    double[] points = new double[cells];
    double[] above = new double[cells];
    double[] below = new double[cells];
    double spread = 0;
    for (int m = 0; m < members.size(); m++) {
      MemberForecasts member = members.get(m);
      if (weights.get(m) > 0) add(points, weights.get(m), member.points());
      double weight = spreadWeights.get(m);
      if (weight == 0 || member.above() == null || member.below() == null) continue;
      spread += weight;
      add(above, weight, member.above());
      add(below, weight, member.below());
    }
    for (int i = 0; i < pasts.size(); i++) {
      double usual = usual(pasts.get(i), lag);
      boolean[] rests = lowest == 0 ? RestingSteps.of(pasts.get(i), lag) : new boolean[lag];
      for (int h = 0; h < horizon; h++) {
        int cell = i * horizon + h;
        if (rests[h % lag]) {
          points[cell] = 0;
          above[cell] = LEAST_SPREAD;
          below[cell] = LEAST_SPREAD;
          continue;
        }
        points[cell] = Math.max(lowest, points[cell]);
        double least = spread > 0 ? 0.05 * usual : usual;
        above[cell] = Math.max(least, spread > 0 ? above[cell] / spread : 0);
        below[cell] = Math.max(least, spread > 0 ? below[cell] / spread : 0);
      }
    }
    return new MemberForecasts(points, above, below);
  }

  private static void add(double[] sums, double weight, double[] values) {
    for (int i = 0; i < sums.length; i++) sums[i] += weight * values[i];
  }

  /// The usual difference of a track: at the lag, or of neighbours; 0 for a constant one.
  private static double usual(TrackPast past, int lag) {
    double scale = past.track().scale(lag, past.origin());
    if (Double.isNaN(scale)) scale = past.track().scale(1, past.origin());
    return Double.isNaN(scale) ? 0 : scale;
  }

  /// The spread of one forecast.
  static ErrorSpread spread(MemberForecasts forecasts, int past, int horizon) {
    return new ErrorSpread(
        part(forecasts.above(), past, horizon), part(forecasts.below(), past, horizon));
  }

  private static double[] part(double @Nullable [] all, int past, int horizon) {
    if (all == null) throw new IllegalArgumentException("the forecasts have no spread");
    return Arrays.copyOfRange(all, past * horizon, (past + 1) * horizon);
  }
}
