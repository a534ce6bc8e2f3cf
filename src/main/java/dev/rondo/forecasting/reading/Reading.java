package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.TableColumns;
import org.jspecify.annotations.Nullable;

/// A dataset as read, and what was inferred, repaired or dropped on the way.
public record Reading(Dataset dataset, Report report) {
  /// The same with the columns of the table it was read from.
  Reading with(@Nullable TableColumns table) {
    return new Reading(dataset.with(table), report);
  }
}
