package dev.rondo.server.dataset;

import dev.rondo.forecasting.series.TimeAxis;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/// The database row of a series.
///
/// @param position of the series within its dataset, from 0
/// @param start position of its first step
/// @param missing number of missing values over all columns
record StoredSeries(int position, String id, long start, int steps, long missing) {
  static StoredSeries of(ResultSet row, int number) throws SQLException {
    return new StoredSeries(
        row.getInt("position"),
        Objects.requireNonNull(row.getString("series_id")),
        row.getLong("start_at"),
        row.getInt("steps"),
        row.getLong("missing"));
  }

  SeriesSummary summary(TimeAxis axis) {
    return new SeriesSummary(
        id, axis.text(start), axis.text(axis.plus(start, steps - 1)), steps, missing);
  }
}
