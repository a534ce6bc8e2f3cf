package dev.rondo.server.forecast;

import dev.rondo.forecasting.series.Frequency;
import java.util.Map;

/// The frequencies of the forecast protocol of KServe.
final class KserveFrequency {
  private static final Map<String, String> DURATIONS =
      Map.ofEntries(
          Map.entry("S", "PT1S"),
          Map.entry("second", "PT1S"),
          Map.entry("T", "PT1M"),
          Map.entry("minute", "PT1M"),
          Map.entry("H", "PT1H"),
          Map.entry("hour", "PT1H"),
          Map.entry("D", "P1D"),
          Map.entry("day", "P1D"),
          Map.entry("W", "P7D"),
          Map.entry("week", "P7D"),
          Map.entry("M", "P1M"),
          Map.entry("month", "P1M"),
          Map.entry("Q", "P3M"),
          Map.entry("quarter", "P3M"),
          Map.entry("Y", "P1Y"),
          Map.entry("year", "P1Y"));

  private KserveFrequency() {}

  /// Reads a frequency of the protocol, or any other in the text form of this service. Throws [IllegalArgumentException] with a
  /// message that begins with `frequency`.
  static Frequency parse(String text) {
    String duration = DURATIONS.get(text);
    if (duration != null) return Frequency.parse(duration);
    try {
      return Frequency.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "frequency must be S, T, H, D, W, M, Q or Y, one of second to year, or a duration such as PT30M, was '"
              + text
              + "'",
          e);
    }
  }
}
