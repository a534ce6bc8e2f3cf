package dev.rondo.forecasting.reading.time;

import dev.rondo.forecasting.series.Frequency;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Evidence for one reading of a column of open times, from the distances between neighbours of a series in row order.
///
/// @param bad rows that cannot be read so
/// @param evenness share of neighbours that are the commonest distance apart, or the wanted one
/// @param step the commonest distance, in milliseconds; of months, roughly
/// @param natural whether steps of a month or more fall on the first or the last day of a month
/// @param plausible whether all times are from 1800 to 2100
record Evidence(
    Interpretation reading,
    int firstYear,
    int bad,
    double evenness,
    long step,
    boolean natural,
    boolean plausible) {
  private static final int MOST_DISTANCES = 4096;
  private static final long MONTH = 2_629_746_000L;
  private static final long FROM_1800 = -5_364_662_400_000L;
  private static final long TO_2100 = 4_133_980_799_999L;

  static Evidence of(OpenTimes times, Interpretation reading, @Nullable Frequency wanted) {
    int firstYear = times.firstYear(reading);
    Distances plain = new Distances();
    Distances months = new Distances();
    long[] before = new long[times.seriesCount()];
    Arrays.fill(before, TimeParser.BAD);
    int bad = 0;
    long forward = 0;
    long neighbours = 0;
    boolean firsts = true;
    boolean lasts = true;
    boolean plausible = true;
    for (int row = 0; row < times.raw().length; row++) {
      long time = reading.time(times.raw()[row], times.millionths(), firstYear);
      if (time == TimeParser.BAD) {
        bad++;
        continue;
      }
      plausible &= reading == Interpretation.STEP || time >= FROM_1800 && time <= TO_2100;
      int series = times.series(row);
      long last = before[series];
      before[series] = time;
      if (last == TimeParser.BAD || last == time) continue;
      neighbours++;
      if (time > last) forward++;
      plain.add(Math.abs(time - last));
      if (reading == Interpretation.STEP) continue;
      long one = CivilDate.monthAndDay(last);
      long other = CivilDate.monthAndDay(time);
      boolean ends = isMonthEnd(last) && isMonthEnd(time);
      firsts &= (one & 31) == 1 && (other & 31) == 1;
      lasts &= ends;
      if (((one & 31) == (other & 31) || ends)
          && Math.floorMod(last, CivilDate.DAY) == Math.floorMod(time, CivilDate.DAY)
          && one >> 5 != other >> 5) months.add(Math.abs((one >> 5) - (other >> 5)));
    }
    boolean monthly = months.most >= plain.most && months.most > 0;
    long most = monthly ? months.most : plain.most;
    long step = monthly ? months.usual * MONTH : plain.usual;
    if (wanted != null) {
      most =
          switch (wanted.unit()) {
            case MONTH -> months.count(wanted.count());
            case DAY -> plain.count(wanted.count() * CivilDate.DAY);
            case BUSINESS_DAY -> plain.count(CivilDate.DAY) + plain.count(3 * CivilDate.DAY);
            case STEP, MILLISECOND -> plain.count(wanted.count());
          };
    }
    double direction =
        neighbours == 0 ? 0 : (double) Math.max(forward, neighbours - forward) / neighbours;
    double evenness = neighbours == 0 ? 0 : direction * most / neighbours;
    return new Evidence(
        reading, firstYear, bad, evenness, step, !monthly || firsts || lasts, plausible);
  }

  private static boolean isMonthEnd(long time) {
    return (CivilDate.monthAndDay(time + CivilDate.DAY) & 31) == 1;
  }

  /// Whether this speaks for its reading more than the other for its own.
  boolean isBetter(Evidence other) {
    if (bad != other.bad) return bad < other.bad;
    if (plausible != other.plausible) return plausible;
    if (!isClose(other)) return evenness > other.evenness;
    if (natural != other.natural) return natural;
    return reading.isPacked() && step < other.step;
  }

  /// Whether the spacing does not distinguish this reading from the other.
  boolean isClose(Evidence other) {
    return Math.abs(evenness - other.evenness) <= 0.02;
  }

  /// How often each distance occurs.
  private static final class Distances {
    private final Map<Long, Long> counts = new HashMap<>();
    private long run;
    private long distance;
    private long most;
    private long usual;

    void add(long next) {
      if (next != distance) {
        distance = next;
        run = counts.getOrDefault(next, 0L);
      }
      run++;
      // What is as varied as this has no common distance.
      if (counts.size() < MOST_DISTANCES || counts.containsKey(next)) counts.put(next, run);
      if (run > most) {
        most = run;
        usual = next;
      }
    }

    long count(long of) {
      return counts.getOrDefault(of, 0L);
    }
  }
}
