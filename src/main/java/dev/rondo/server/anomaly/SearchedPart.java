package dev.rondo.server.anomaly;

import dev.rondo.forecasting.anomaly.AnomalySearch.Span;
import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.reading.TimeText;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.TimeAxis;
import dev.rondo.server.web.InfeasibleRequestException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// The part of each series that is searched.
///
/// @param from position of the first step; null for the first one with enough values before it
/// @param to position of the last step; null for the end of each series
record SearchedPart(TimeAxis axis, @Nullable Long from, @Nullable Long to) {
  /// Steps before the first scored one at least, unless the request says where to begin.
  private static final int WARM_UP = 20;

  /// All steps of each series.
  static final SearchedPart WHOLE =
      new SearchedPart(new TimeAxis(Frequency.STEP, ZoneOffset.UTC), null, null);

  /// Throws [InfeasibleRequestException].
  static SearchedPart of(@Nullable String from, @Nullable String to, Dataset dataset, ZoneId zone) {
    TimeAxis axis = new TimeAxis(dataset.frequency(), zone);
    return new SearchedPart(
        axis,
        from == null ? null : position("from", from, axis, dataset),
        to == null ? null : position("to", to, axis, dataset));
  }

  private static long position(String member, String text, TimeAxis axis, Dataset dataset) {
    try {
      return axis.within(TimeText.position(axis, text), dataset.series());
    } catch (IllegalArgumentException e) {
      throw new InfeasibleRequestException("/dataset/" + member, member + " " + e.getMessage());
    }
  }

  Span span(History history, ServedModel model) {
    int steps = history.steps();
    int first = from == null ? warmedUp(history, model) : before(history, from);
    int end = to == null ? steps : before(history, Math.addExact(to, 1));
    return new Span(history, Math.min(first, end), end);
  }

  private int before(History history, long position) {
    Long start = history.start();
    return start == null ? 0 : axis.before(start, history.steps(), position);
  }

  private static int warmedUp(History history, ServedModel model) {
    double[] target = history.values()[0];
    int first = 0;
    while (first < history.steps() && Double.isNaN(target[first])) first++;
    long begin = (long) first + Math.max(WARM_UP, model.lookback());
    return (int) Math.min(history.steps(), begin);
  }
}
