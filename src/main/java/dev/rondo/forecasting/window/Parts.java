package dev.rondo.forecasting.window;

import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.TimeAxis;
import java.util.List;
import java.util.stream.IntStream;

/// What all series of a forecast have in common: which columns belong to which part, and the time axis.
///
/// @param targets number of target columns, which come first
/// @param ahead numbers of the columns that are known ahead, in ascending order
public record Parts(int targets, List<Integer> ahead, TimeAxis axis) {
  public static Parts of(Dataset dataset) {
    return of(dataset.columns(), dataset.axis());
  }

  /// @param columns targets first
  public static Parts of(List<Column> columns, TimeAxis axis) {
    return new Parts(
        numbers(columns, Role.TARGET).size(), numbers(columns, Role.FUTURE_COVARIATE), axis);
  }

  /// Numbers of the columns that are known only up to the start of a forecast, in ascending order.
  public static List<Integer> past(List<Column> columns) {
    return numbers(columns, Role.PAST_COVARIATE);
  }

  private static List<Integer> numbers(List<Column> columns, Role role) {
    return IntStream.range(0, columns.size())
        .filter(column -> columns.get(column).role() == role)
        .boxed()
        .toList();
  }
}
