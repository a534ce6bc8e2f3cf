package dev.rondo.forecasting.forecast;

import dev.rondo.forecasting.series.Frequency;
import org.jspecify.annotations.Nullable;

/// The known values of a series: everything up to its cutoff.
///
/// @param start position of the first step as in `Series`, or null if it is unknown
/// @param values `[columns][steps]` in the model's column order; NaN is missing
/// @param frequency frequency with the same distance as the model's; null for the model's own
@SuppressWarnings("ArrayRecordComponent")
public record History(
    String seriesId, @Nullable Long start, double[][] values, @Nullable Frequency frequency) {
  public History(String seriesId, @Nullable Long start, double[][] values) {
    this(seriesId, start, values, null);
  }
}
