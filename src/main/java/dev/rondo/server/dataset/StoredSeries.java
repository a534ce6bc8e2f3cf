package dev.rondo.server.dataset;

import dev.rondo.forecasting.document.DocumentFormat;
import dev.rondo.forecasting.series.StaticValues;
import dev.rondo.forecasting.series.TimeAxis;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The database row of a series.
///
/// @param position of the series within its dataset, from 0
/// @param start position of its first step
/// @param missing number of missing values over all columns
/// @param statics its values that do not change over time
record StoredSeries(
    int position, String id, long start, int steps, long missing, StaticValues statics) {
  static final DocumentFormat<StaticValues> STATICS =
      DocumentFormat.of("static values of a series", StaticValues.class);

  static StoredSeries of(ResultSet row, int number) throws SQLException {
    return new StoredSeries(
        row.getInt("position"),
        Objects.requireNonNull(row.getString("series_id")),
        row.getLong("start_at"),
        row.getInt("steps"),
        row.getLong("missing"),
        statics(row.getString("statics")));
  }

  private static StaticValues statics(@Nullable String stored) {
    return stored == null ? StaticValues.NONE : STATICS.read(stored);
  }

  /// The static values of a series as they are stored; null for none.
  static @Nullable String stored(StaticValues statics) {
    return statics.equals(StaticValues.NONE) ? null : STATICS.write(statics);
  }

  SeriesSummary summary(TimeAxis axis) {
    return new SeriesSummary(
        id, axis.text(start), axis.text(axis.plus(start, steps - 1)), steps, missing, all(statics));
  }

  private static Map<String, Object> all(StaticValues statics) {
    Map<String, Object> all = new TreeMap<>(statics.numbers());
    all.putAll(statics.categories());
    return all;
  }
}
