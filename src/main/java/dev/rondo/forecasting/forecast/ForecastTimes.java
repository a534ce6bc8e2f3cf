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
    Timeline timeline = context.timeline();
    if (timeline == null) return new ForecastTimes(null, ahead(horizon));
    LongStream steps = LongStream.range(context.origin(), (long) context.origin() + horizon);
    if (timeline.axis().frequency().unit() == Frequency.Unit.STEP)
      return new ForecastTimes(null, steps.map(timeline::position).toArray());
    return new ForecastTimes(steps.mapToObj(timeline::text).toList(), ahead(horizon));
  }

  private static long[] ahead(int horizon) {
    return LongStream.rangeClosed(1, horizon).toArray();
  }
}
