package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.TableColumns;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A dataset as read, and what was inferred, repaired or dropped on the way.
///
/// @param places rows of the steps
/// @param timed whether the rows have times rather than integer steps
/// @param dropped names of the columns that were not kept
public record Reading(
    Dataset dataset, Report report, RowLocator places, boolean timed, List<String> dropped) {
  public Reading {
    dropped = List.copyOf(dropped);
  }

  /// The same with the columns of the table it was read from.
  Reading with(@Nullable TableColumns table) {
    return new Reading(dataset.with(table), report, places, timed, dropped);
  }
}
