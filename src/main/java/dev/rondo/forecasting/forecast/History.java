package dev.rondo.forecasting.forecast;

import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.StaticValues;
import org.jspecify.annotations.Nullable;

/// The known values of a series, from which it is forecast.
///
/// @param start position of the first step as in `Series`, or null if it is unknown
/// @param values `[columns][steps or more]` in the model's column order; NaN is missing. After `steps`, only the columns known ahead
///   are read
/// @param steps number of steps up to the cutoff; the forecast starts after them
/// @param statics values of the series that do not change over time
/// @param frequency frequency with the same distance as the model's; null for the model's own
@SuppressWarnings("ArrayRecordComponent")
public record History(
    String seriesId,
    @Nullable Long start,
    double[][] values,
    int steps,
    StaticValues statics,
    @Nullable Frequency frequency) {
  /// A history of which every step is known, without static values, with the frequency of the model.
  public History(String seriesId, @Nullable Long start, double[][] values) {
    this(
        seriesId,
        start,
        values,
        values.length == 0 ? 0 : values[0].length,
        StaticValues.NONE,
        null);
  }

  /// This history up to an earlier cutoff.
  public History upTo(int cutoff) {
    return new History(seriesId, start, values, cutoff, statics, frequency);
  }
}
