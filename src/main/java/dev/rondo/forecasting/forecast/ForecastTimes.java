package dev.rondo.forecasting.forecast;

import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Timeline;
import dev.rondo.forecasting.window.Context;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// The times of a forecast, in the forms of [Forecast].
@SuppressWarnings("ArrayRecordComponent")
record ForecastTimes(@Nullable List<String> timestamps, long[] steps) {
  static ForecastTimes of(Context context, int horizon) {
    return of(context.timeline(), context.origin(), horizon);
  }

  /// @param origin first step that is forecast
  static ForecastTimes of(@Nullable Timeline timeline, int origin, int horizon) {
    if (timeline == null) return new ForecastTimes(null, ahead(horizon));
    LongStream steps = LongStream.range(origin, (long) origin + horizon);
    if (timeline.axis().frequency().unit() == Frequency.Unit.STEP)
      return new ForecastTimes(null, steps.map(timeline::position).toArray());
    return new ForecastTimes(steps.mapToObj(timeline::text).toList(), ahead(horizon));
  }

  private static long[] ahead(int horizon) {
    return LongStream.rangeClosed(1, horizon).toArray();
  }
}
