package dev.rondo.server.prometheus;

import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Frequency.Unit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The distance between the values of a range query.
///
/// @param frequency the distance as that of a dataset in UTC, in which every day has 24 hours
record QueryStep(Frequency frequency) {
  private static final Pattern DURATION =
      Pattern.compile(
          "(?=\\d)(?:(\\d{1,5})w)?(?:(\\d{1,6})d)?(?:(\\d{1,7})h)?(?:(\\d{1,9})m)?(?:(\\d{1,10})s)?(?:(\\d{1,13})ms)?");
  private static final long[] UNITS = {604_800_000, 86_400_000, 3_600_000, 60_000, 1000, 1};
  private static final long DAY = 86_400_000;

  /// Reads a duration of Prometheus such as `5m` or `1h30m`, or one of ISO 8601 such as `PT5M`. Throws
  /// [IllegalArgumentException].
  static QueryStep parse(String text) {
    Matcher duration = DURATION.matcher(text);
    if (duration.matches()) {
      long millis = 0;
      for (int unit = 0; unit < UNITS.length; unit++) {
        String count = duration.group(unit + 1);
        if (count != null) millis += Long.parseLong(count) * UNITS[unit];
      }
      if (millis > 0) return of(millis);
    } else if (text.startsWith("P")) {
      Frequency frequency = Frequency.parse(text);
      if (frequency.unit() == Unit.DAY) return new QueryStep(frequency);
      if (frequency.unit() == Unit.MILLISECOND) return of(frequency.count());
    }
    throw new IllegalArgumentException(
        "step must be a duration such as 5m, 1h or PT5M, was '" + text + "'");
  }

  private static QueryStep of(long millis) {
    return new QueryStep(
        millis % DAY == 0
            ? new Frequency(Unit.DAY, millis / DAY)
            : new Frequency(Unit.MILLISECOND, millis));
  }

  long millis() {
    return frequency.unit() == Unit.DAY ? frequency.count() * DAY : frequency.count();
  }
}
