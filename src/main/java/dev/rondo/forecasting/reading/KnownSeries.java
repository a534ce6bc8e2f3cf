package dev.rondo.forecasting.reading;

import java.util.List;

/// Series that exist before a table is read.
@FunctionalInterface
public interface KnownSeries {
  /// Whether each of these ids, which differ, is that of a series.
  boolean containsAll(List<String> ids);
}
