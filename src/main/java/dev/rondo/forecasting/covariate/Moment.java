package dev.rondo.forecasting.covariate;

import dev.rondo.forecasting.series.Timeline;
import java.time.Instant;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/// The place of a step in the calendar of its zone.
///
/// @param day share of the day that has passed, in [0, 1)
/// @param weekday from 0 for Monday to 6 for Sunday
/// @param year share of the year that has passed, in [0, 1)
record Moment(double day, int weekday, double year) {
  private static final double SECONDS_OF_DAY = 86_400;
  private static final double DAYS_OF_YEAR = 366;

  /// The moment of steps that have no time.
  private static final Moment NONE = new Moment(0, 0, 0);

  static Moment of(@Nullable Timeline timeline, int step) {
    if (timeline == null) return NONE;
    ZonedDateTime time =
        Instant.ofEpochMilli(timeline.position(step)).atZone(timeline.axis().zone());
    double day = time.toLocalTime().toSecondOfDay() / SECONDS_OF_DAY;
    return new Moment(
        day, time.getDayOfWeek().getValue() - 1, (time.getDayOfYear() - 1 + day) / DAYS_OF_YEAR);
  }

  /// Writes the sines and cosines of the first `waves` multiples of a share of a cycle; returns the place after them.
  static int waves(double share, int waves, double factor, double[] into, int at) {
    for (int k = 1; k <= waves; k++) {
      double angle = 2 * Math.PI * k * share;
      into[at++] = factor * Math.sin(angle);
      into[at++] = factor * Math.cos(angle);
    }
    return at;
  }
}
