package dev.rondo.server.performance;

import dev.rondo.forecasting.document.Checksum;
import dev.rondo.forecasting.document.UnreadableDocumentException;
import dev.rondo.forecasting.forecast.Forecast.Interval;
import dev.rondo.forecasting.monitoring.PastForecast;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// The numbers of a kept forecast as little-endian float64: the median of each step; then for each interval its level, the lower
/// bounds and the upper bounds.
final class KeptBytes {
  private KeptBytes() {}

  static byte[] of(PastForecast forecast) {
    int values = forecast.steps() + forecast.intervals().size() * (1 + 2 * forecast.steps());
    ByteBuffer bytes = little(new byte[values * Double.BYTES]);
    put(bytes, forecast.median());
    for (Interval interval : forecast.intervals()) {
      bytes.putDouble(interval.level());
      put(bytes, interval.lower());
      put(bytes, interval.upper());
    }
    return bytes.array();
  }

  /// Throws [UnreadableDocumentException] if the bytes are damaged.
  static PastForecast read(byte[] stored, long checksum, int steps, long origin, double scale) {
    if (Checksum.of(stored) != checksum)
      throw new UnreadableDocumentException("a kept forecast is damaged: its checksum differs");
    ByteBuffer bytes = little(stored);
    double[] median = take(bytes, steps);
    List<Interval> intervals = new ArrayList<>();
    while (bytes.hasRemaining())
      intervals.add(new Interval(bytes.getDouble(), take(bytes, steps), take(bytes, steps)));
    return new PastForecast(origin, median, intervals, scale);
  }

  private static void put(ByteBuffer bytes, double[] values) {
    for (double value : values) bytes.putDouble(value);
  }

  private static double[] take(ByteBuffer bytes, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) values[i] = bytes.getDouble();
    return values;
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
