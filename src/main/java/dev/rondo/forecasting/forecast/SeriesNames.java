package dev.rondo.forecasting.forecast;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Names of series in a message.
public final class SeriesNames {
  private static final int MOST = 5;

  private SeriesNames() {}

  /// The first five names, and the number of the others.
  public static String few(Stream<String> names, int count) {
    String first = names.limit(MOST).collect(Collectors.joining(", "));
    return count <= MOST ? first : first + " and " + (count - MOST) + " more";
  }
}
