package dev.rondo.forecasting.reading.time;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.IsoFields;

/// Weeks of ISO 8601: `2026-W05`, `2026 W05`, `2026-W05-1`, `W05 2026`, `KW 5/2026`.
final class WeekParser extends TimeParser {
  WeekParser() {
    super(TimeFormat.WEEK);
  }

  @Override
  long read() {
    int year = -1;
    if (at < to && isDigit(text[at])) {
      year = digits();
      if (width != 4) return BAD;
      skipSeparators();
    }
    String word = word();
    if (!word.equals("w") && !word.equals("kw") && !word.equals("week")) return BAD;
    skipSeparators();
    int week = digits();
    if (width < 1 || width > 2) return BAD;
    int dayOfWeek = 1;
    if (year < 0) {
      skipSeparators();
      year = digits();
      if (width != 4) return BAD;
    } else if (at < to && text[at] == '-') {
      at++;
      dayOfWeek = digits();
      if (width != 1) return BAD;
    }
    return of(year, week, dayOfWeek);
  }

  private void skipSeparators() {
    while (at < to && (text[at] == ' ' || text[at] == '-' || text[at] == '/' || text[at] == '.'))
      at++;
  }

  static long of(int year, int week, int dayOfWeek) {
    if (week < 1 || week > 53 || dayOfWeek < 1 || dayOfWeek > 7) return BAD;
    LocalDate fourth = LocalDate.of(year, 1, 4);
    if (week == 53 && IsoFields.WEEK_OF_WEEK_BASED_YEAR.rangeRefinedBy(fourth).getMaximum() < 53)
      return BAD;
    return fourth.with(DayOfWeek.MONDAY).plusDays(7L * (week - 1) + dayOfWeek - 1).toEpochDay()
        * CivilDate.DAY;
  }
}
