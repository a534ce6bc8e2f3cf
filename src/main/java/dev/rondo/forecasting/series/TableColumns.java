package dev.rondo.forecasting.series;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The columns of the table that a dataset was read from, and how its numbers were written.
///
/// @param time column with the times; null if there was none, or several
/// @param series columns that together identify the series; empty if all rows belonged to one series
/// @param values columns with values, in the order of the dataset; empty if the header contained times
/// @param decimal decimal separator of the numbers; null if they did not show one
public record TableColumns(
    @Nullable String time,
    List<String> series,
    List<String> values,
    @Nullable DecimalSeparator decimal) {
  public TableColumns {
    series = List.copyOf(series);
    values = List.copyOf(values);
  }
}
