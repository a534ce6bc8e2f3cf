package dev.rondo.forecasting.holiday;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayType;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Timeline;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// The public holidays of a region as a covariate that is known ahead. Dates are those of the zone of the series. Several threads may
/// use it.
public final class PublicHolidays {
  /// Name of the covariate.
  public static final String COLUMN = "public holidays";

  /// A usual day.
  static final double NONE = 0;

  static final double DAY_BEFORE = 1;
  static final double HOLIDAY = 2;
  static final double DAY_AFTER = 3;

  /// A holiday on a Saturday or Sunday, which are often unlike other days anyway.
  static final double WEEKEND_HOLIDAY = 4;

  /// A day between two holidays that are at most a week apart, such as those of Christmas and New Year.
  static final double BETWEEN = 5;

  private static final int WEEK = 7;
  private static final long DAY = 86_400_000;

  /// Earlier and later years have no holidays.
  private static final int FIRST_YEAR = 1900;

  private static final int LAST_YEAR = 2200;

  private final HolidayRegion region;
  private final Map<Integer, Set<LocalDate>> years = new ConcurrentHashMap<>();

  public PublicHolidays(HolidayRegion region) {
    this.region = region;
  }

  public HolidayRegion region() {
    return region;
  }

  /// Whether a day is a holiday.
  boolean on(LocalDate date) {
    int year = date.getYear();
    return year >= FIRST_YEAR
        && year <= LAST_YEAR
        && years.computeIfAbsent(year, this::dates).contains(date);
  }

  private Set<LocalDate> dates(int year) {
    return region.manager().getHolidays(Year.of(year), region.parts()).stream()
        .filter(holiday -> holiday.getType() != HolidayType.OBSERVANCE)
        .map(Holiday::getDate)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The value of a step. Steps of up to a day have the kind of their day: 0 for a usual day, 1 for the day before a holiday, 2 for a
  /// holiday, 3 for the day after one, 4 for a holiday on a Saturday or Sunday, 5 for
  /// a day between two holidays that are at most a week apart. Longer steps have their number of holidays from
  /// Monday to Friday.
  public double value(Timeline timeline, int step) {
    LocalDate date = date(timeline, step);
    Frequency frequency = timeline.axis().frequency();
    return switch (frequency.unit()) {
      case STEP -> Double.NaN;
      case MILLISECOND ->
          frequency.count() <= DAY
              ? kind(date, date.minusDays(1), date.plusDays(1))
              : count(date, date(timeline, step + 1));
      case DAY ->
          frequency.count() == 1
              ? kind(date, date.minusDays(1), date.plusDays(1))
              : count(date, date(timeline, step + 1));
      case BUSINESS_DAY -> kind(date, date(timeline, step - 1), date(timeline, step + 1));
      case MONTH -> count(date, date(timeline, step + 1));
    };
  }

  /// Number of different holidays that steps from `from` to `to` touch.
  public int holidays(Timeline timeline, int from, int to) {
    if (to <= from) return 0;
    LocalDate end = date(timeline, to);
    int count = 0;
    for (LocalDate date = date(timeline, from); date.isBefore(end); date = date.plusDays(1))
      if (on(date)) count++;
    return count;
  }

  private static LocalDate date(Timeline timeline, long step) {
    return LocalDate.ofInstant(
        Instant.ofEpochMilli(timeline.position(step)), timeline.axis().zone());
  }

  private double kind(LocalDate date, LocalDate before, LocalDate after) {
    if (on(date)) return isWeekend(date) ? WEEKEND_HOLIDAY : HOLIDAY;
    if (isBetween(date)) return BETWEEN;
    if (on(after)) return DAY_BEFORE;
    return on(before) ? DAY_AFTER : NONE;
  }

  private boolean isBetween(LocalDate date) {
    for (int back = 1; back < WEEK; back++)
      if (on(date.minusDays(back)))
        for (int ahead = 1; back + ahead <= WEEK; ahead++)
          if (on(date.plusDays(ahead))) return true;
    return false;
  }

  private double count(LocalDate from, LocalDate to) {
    int count = 0;
    for (LocalDate date = from; date.isBefore(to); date = date.plusDays(1))
      if (on(date) && !isWeekend(date)) count++;
    return count;
  }

  private static boolean isWeekend(LocalDate date) {
    return date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
  }
}
