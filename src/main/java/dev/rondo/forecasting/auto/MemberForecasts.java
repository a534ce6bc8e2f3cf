package dev.rondo.forecasting.auto;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
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

  /// The forecasts as bytes; [#read] reads them.
  byte[] bytes() {
    int arrays = above == null || below == null ? 1 : 3;
    ByteBuffer buffer = ByteBuffer.allocate(Double.BYTES * points.length * arrays);
    DoubleBuffer numbers = buffer.asDoubleBuffer().put(points);
    if (above != null && below != null) numbers.put(above).put(below);
    return ByteBuffer.allocate(1 + buffer.capacity()).put((byte) arrays).put(buffer).array();
  }

  static MemberForecasts read(byte[] bytes) {
    DoubleBuffer numbers = ByteBuffer.wrap(bytes, 1, bytes.length - 1).slice().asDoubleBuffer();
    double[][] arrays = new double[bytes[0]][numbers.remaining() / bytes[0]];
    for (double[] array : arrays) numbers.get(array);
    return arrays.length == 1
        ? points(arrays[0])
        : new MemberForecasts(arrays[0], arrays[1], arrays[2]);
  }
}
