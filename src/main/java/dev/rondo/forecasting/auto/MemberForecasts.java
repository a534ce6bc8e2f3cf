package dev.rondo.forecasting.auto;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Forecasts of several pasts by one member.
///
/// @param points `[pasts, horizon]`, medians
/// @param above distance of the 90 % quantile from the median, `[pasts, horizon]`; null if the member gives points only
/// @param below distance of the 10 % quantile from the median
@SuppressWarnings("ArrayRecordComponent")
record MemberForecasts(double[] points, double @Nullable [] above, double @Nullable [] below) {
  static MemberForecasts points(double[] points) {
    return new MemberForecasts(points, null, null);
  }

  /// The forecasts of several lists of pasts, one after the other.
  static MemberForecasts join(List<MemberForecasts> parts) {
    boolean spread = parts.stream().allMatch(part -> part.above() != null);
    return new MemberForecasts(
        join(parts, MemberForecasts::points),
        spread ? join(parts, part -> Objects.requireNonNull(part.above())) : null,
        spread ? join(parts, part -> Objects.requireNonNull(part.below())) : null);
  }

  private static double[] join(
      List<MemberForecasts> parts, Function<MemberForecasts, double[]> of) {
    double[] all = new double[parts.stream().map(of).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (MemberForecasts part : parts) {
      double[] own = of.apply(part);
      System.arraycopy(own, 0, all, at, own.length);
      at += own.length;
    }
    return all;
  }
}
