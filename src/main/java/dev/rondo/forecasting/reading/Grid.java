package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Frequency.Unit;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;

/// Counts time in a frequency's unit.
///
/// @param dates whether times are dates without a clock time
record Grid(LocalTimes clock, boolean dates) {
  /// The coarsest unit in which the times of a series are whole numbers.
  Unit unit(long[] times, Order order, int series) {
    int from = order.begin()[series];
    int to = order.begin()[series + 1];
    long first = times[order.rows()[from]];
    long ofDay = clock.ofDay(first);
    LocalDate firstDate = LocalDate.ofEpochDay(clock.day(first));
    boolean sameDay = true;
    boolean monthEnd = true;
    for (int i = from; i < to; i++) {
      long time = times[order.rows()[i]];
      if (!dates && clock.ofDay(time) != ofDay) return Unit.MILLISECOND;
      if (sameDay || monthEnd) {
        LocalDate date = LocalDate.ofEpochDay(clock.day(time));
        sameDay &= date.getDayOfMonth() == firstDate.getDayOfMonth();
        monthEnd &= isMonthEnd(date);
      }
    }
    return sameDay || monthEnd ? Unit.MONTH : Unit.DAY;
  }

  static boolean isMonthEnd(LocalDate date) {
    return date.getDayOfMonth() == date.lengthOfMonth();
  }

  /// Position of a time in whole units; of times within one unit no two differ.
  long position(long time, Unit unit) {
    return switch (unit) {
      case STEP, MILLISECOND -> time;
      case DAY -> clock.day(time);
      case MONTH -> {
        LocalDate date = LocalDate.ofEpochDay(clock.day(time));
        yield date.getYear() * 12L + date.getMonthValue() - 1;
      }
    };
  }

  /// First instant of the month a time is in.
  long monthStart(long time) {
    LocalDate date = LocalDate.ofEpochDay(clock.day(time));
    return YearMonth.from(date)
        .atDay(1)
        .atStartOfDay(clock.zone() instanceof ZoneOffset fixed ? fixed : clock.zone())
        .toInstant()
        .toEpochMilli();
  }

  /// Rough length, to compare frequencies by.
  static long length(Frequency frequency) {
    return frequency.count()
        * switch (frequency.unit()) {
          case STEP, MILLISECOND -> 1;
          case DAY -> 86_400_000L;
          case MONTH -> 2_629_746_000L;
        };
  }
}
