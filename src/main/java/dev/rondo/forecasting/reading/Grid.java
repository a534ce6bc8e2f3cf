package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.time.CivilDate;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Frequency.Unit;
import dev.rondo.forecasting.series.TimeAxis;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;

/// Counts time in a frequency's unit.
///
/// @param dates whether times are dates without a clock time
record Grid(LocalTimes clock, boolean dates) {
  /// The coarsest unit in which the times of a series are whole numbers.
  Unit unit(long[] times, Order order, int series) {
    int from = order.begin()[series];
    int to = order.begin()[series + 1];
    long ofDay = clock.ofDay(times[order.rows()[from]]);
    long before = 0;
    boolean monthly = true;
    for (int i = from; i < to; i++) {
      long time = times[order.rows()[i]];
      if (!dates && clock.ofDay(time) != ofDay) return Unit.MILLISECOND;
      if (!monthly) continue;
      long date = CivilDate.monthAndDay(clock.local(time));
      monthly = i == from || date == before || date >> 5 != before >> 5;
      before = date;
    }
    return monthly && dayOfMonth(times, order, series) > 0 ? Unit.MONTH : Unit.DAY;
  }

  /// The day of the month that the times of a series fall on, or else the last day of shorter months; 31 if they fall on
  /// last days; 0 if there is no such day.
  private int dayOfMonth(long[] times, Order order, int series) {
    int latest = 0;
    boolean ends = true;
    for (int i = order.begin()[series]; i < order.begin()[series + 1]; i++) {
      long date = CivilDate.monthAndDay(clock.local(times[order.rows()[i]]));
      latest = Math.max(latest, (int) (date & 31));
      ends = ends && (date & 31) == length(date);
    }
    if (ends) return 31;
    for (int i = order.begin()[series]; i < order.begin()[series + 1]; i++) {
      long date = CivilDate.monthAndDay(clock.local(times[order.rows()[i]]));
      if ((date & 31) != Math.min(latest, length(date))) return 0;
    }
    return latest;
  }

  private static int length(long monthAndDay) {
    int month = (int) (monthAndDay >> 5);
    return YearMonth.of(Math.floorDiv(month, 12), Math.floorMod(month, 12) + 1).lengthOfMonth();
  }

  /// The frequency with the day of the month that series fall on, if their start alone would suggest another one.
  Frequency anchored(Frequency frequency, long[] times, Order order) {
    if (frequency.unit() != Unit.MONTH) return frequency;
    int anchor = 0;
    boolean ends = false;
    for (int series = 0; series < order.series(); series++) {
      int from = order.begin()[series];
      long first = CivilDate.monthAndDay(clock.local(times[order.rows()[from]]));
      if ((first & 31) != length(first) || order.begin()[series + 1] - from < 2) continue;
      int day = dayOfMonth(times, order, series);
      if (day == 31) {
        ends = true;
      } else if (anchor == 0) {
        anchor = day;
      } else if (anchor != day) {
        throw severalDays();
      }
    }
    if (anchor == 0 && !ends) return frequency;
    if (anchor != 0 && ends) throw severalDays();
    return new Frequency(Unit.MONTH, frequency.count(), anchor);
  }

  private static UnreadableException severalDays() {
    return Faults.refusal(
        "some series fall on the last day of each month and others on a day before it; date all by the first day of the month, or send one dataset for each");
  }

  boolean isWeekend(long time) {
    DayOfWeek day = LocalDate.ofEpochDay(clock.day(time)).getDayOfWeek();
    return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
  }

  /// Position of a time in whole units; of times within one unit no two differ.
  long position(long time, Unit unit) {
    return switch (unit) {
      case STEP, MILLISECOND -> time;
      case DAY -> clock.day(time);
      case BUSINESS_DAY -> TimeAxis.businessDay(LocalDate.ofEpochDay(clock.day(time)));
      case MONTH -> CivilDate.monthAndDay(clock.local(time)) >> 5;
    };
  }

  /// Rough length, to compare frequencies by.
  static long length(Frequency frequency) {
    return frequency.count()
        * switch (frequency.unit()) {
          case STEP, MILLISECOND -> 1;
          case DAY, BUSINESS_DAY -> CivilDate.DAY;
          case MONTH -> 2_629_746_000L;
        };
  }
}
