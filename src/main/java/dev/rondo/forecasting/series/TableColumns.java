package dev.rondo.forecasting.series;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The columns of the table that a dataset was read from, and how its numbers were written.
///
/// @param time column with the times; null if there was none, or several
/// @param series columns that together identify the series; empty if all rows belonged to one series
/// @param values columns with values, in the order of the dataset; empty if the header contained times
/// @param decimal decimal separator of the numbers; null if they did not show one
/// @param dropped columns that were not kept; null if that was not stored
/// @param dateOrder how times such as 3/4/81 or 202601 were read, such as `month-day-year`; null if they had one reading
/// @param statics columns with one value for each series; null if there are none
public record TableColumns(
    @Nullable String time,
    List<String> series,
    List<String> values,
    @Nullable DecimalSeparator decimal,
    @Nullable List<String> dropped,
    @Nullable String dateOrder,
    @Nullable List<String> statics) {
  public TableColumns {
    if (dropped != null) dropped = List.copyOf(dropped);
    if (statics != null) statics = List.copyOf(statics);
    series = List.copyOf(series);
    values = List.copyOf(values);
  }
}
