package dev.rondo.forecasting.series;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The columns of the table that a dataset was read from.
///
/// @param time column of times; null where there was none, or several
/// @param series columns that together tell the series apart; empty where all rows were of one series
/// @param values columns of values, in the order of the dataset
public record TableColumns(@Nullable String time, List<String> series, List<String> values) {
  public TableColumns {
    series = List.copyOf(series);
    values = List.copyOf(values);
  }
}
