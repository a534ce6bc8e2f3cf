package dev.rondo.forecasting.forecast;

import dev.rondo.forecasting.series.Frequency;
import org.jspecify.annotations.Nullable;

/// What a forecast may know of a series: everything up to its cutoff.
///
/// @param start position of the first step as in `Series`, or null when unknown
/// @param values `[columns][steps]` in the model's column order; NaN is missing
/// @param frequency of the steps, as long as the model's; null for the model's own
@SuppressWarnings("ArrayRecordComponent")
public record History(
    String seriesId, @Nullable Long start, double[][] values, @Nullable Frequency frequency) {
  public History(String seriesId, @Nullable Long start, double[][] values) {
    this(seriesId, start, values, null);
  }
}
