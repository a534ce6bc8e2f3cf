package dev.rondo.forecasting.reading.time;

import dev.rondo.forecasting.reading.time.Interpretation.Kind;
import dev.rondo.forecasting.series.Frequency;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The reading of the open times of a column.
///
/// @param firstYear first of the hundred years that a year of two digits may be of
/// @param bad rows that cannot be read so
/// @param rival another reading that fits as well and gives other times; null if the column decides
public record Settlement(
    Interpretation reading, int firstYear, int bad, @Nullable Interpretation rival) {
  private static final Set<String> STEP_NAMES =
      Set.of(
          "t",
          "step",
          "steps",
          "time_step",
          "timestep",
          "time_idx",
          "index",
          "idx",
          "n",
          "no",
          "nr",
          "#",
          "id",
          "row");

  /// Times of a written format. A given frequency takes precedence. If nothing decides, the day comes first, but not before a
  /// twelve-hour clock time.
  public static Settlement written(OpenTimes times, @Nullable Frequency wanted) {
    int style = times.raw().length == 0 ? Packed.PLAIN : Packed.style(times.raw()[0]);
    List<Interpretation> candidates = new ArrayList<>();
    for (Interpretation reading : Interpretation.values())
      if (reading.isPacked()) candidates.add(reading);
    candidates.remove(Interpretation.MONTH_DAY_YEAR);
    if (style == Packed.DOTTED) {
      // Nobody writes the month first with dots.
      Settlement dayFirst = of(times, candidates, wanted);
      if (dayFirst.bad == 0) return dayFirst;
    }
    candidates.add(style == Packed.TWELVE_HOURS ? 0 : 1, Interpretation.MONTH_DAY_YEAR);
    return of(times, candidates, wanted);
  }

  /// Times that are read like those of an earlier table; null if one of them cannot be read so.
  ///
  /// @param name see [Interpretation#slug]
  /// @param digits whether the times are written as numbers
  public static @Nullable Settlement named(OpenTimes times, String name, boolean digits) {
    for (Interpretation reading : Interpretation.values()) {
      if (!reading.slug().equals(name)
          || reading == Interpretation.STEP
          || reading.isPacked() == digits
          || !isReadable(times, reading)) continue;
      return new Settlement(reading, times.firstYear(reading), 0, null);
    }
    return null;
  }

  /// Times of a written format in which a month is in words.
  public static Settlement words(OpenTimes times, @Nullable Frequency wanted) {
    return of(
        times,
        List.of(
            Interpretation.DAY_MONTH_YEAR,
            Interpretation.YEAR_MONTH_DAY,
            Interpretation.MONTH_YEAR),
        wanted);
  }

  /// Times written as numbers; null if the numbers have fractions and cannot be times.
  ///
  /// @param name of the column
  public static @Nullable Settlement digits(
      OpenTimes times, String name, @Nullable Frequency wanted) {
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    for (long raw : times.raw()) {
      long number = times.millionths() ? Math.floorDiv(raw, Interpretation.MILLIONTHS) : raw;
      least = Math.min(least, number);
      greatest = Math.max(greatest, number);
    }
    long size = Math.max(Math.abs(least), Math.abs(greatest));
    boolean stepName = STEP_NAMES.contains(name.toLowerCase(Locale.ROOT));
    List<Interpretation> candidates = new ArrayList<>();
    for (Interpretation reading : Interpretation.values()) {
      if (reading.isPacked()
          || reading == Interpretation.STEP
          || least < reading.least
          || greatest > reading.greatest
          || reading.isInstant() && !isSize(reading, size)
          || stepName && reading.kind == Kind.WEAK && reading != Interpretation.YEAR) continue;
      candidates.add(reading);
    }
    Settlement steps = new Settlement(Interpretation.STEP, 0, 0, null);
    if (wanted != null && wanted.unit() == Frequency.Unit.STEP && !times.millionths()) return steps;
    Settlement best = candidates.isEmpty() ? null : of(times, candidates, wanted);
    if (best != null
        && best.bad == 0
        && (best.reading.kind == Kind.STRONG
            || best.reading == Interpretation.YEAR
            || Evidence.of(times, best.reading, wanted).evenness() >= 0.5)) return best;
    return times.millionths() ? null : steps;
  }

  /// Whether numbers as large count the unit since 1970, and not a coarser one.
  private static boolean isSize(Interpretation reading, long size) {
    return switch (reading) {
      case EPOCH_SECONDS -> size >= 100_000_000L;
      case EPOCH_MILLISECONDS -> size >= 10_000_000_000L;
      case EPOCH_MICROSECONDS -> size >= 10_000_000_000_000L;
      default -> size >= 10_000_000_000_000_000L;
    };
  }

  private static boolean isReadable(OpenTimes times, Interpretation reading) {
    int firstYear = times.firstYear(reading);
    for (long raw : times.raw())
      if (reading.time(raw, times.millionths(), firstYear) == TimeParser.BAD) return false;
    return true;
  }

  private static Settlement of(
      OpenTimes times, List<Interpretation> candidates, @Nullable Frequency wanted) {
    List<Interpretation> readable = new ArrayList<>();
    for (Interpretation reading : candidates) if (isReadable(times, reading)) readable.add(reading);
    if (readable.size() == 1) {
      Interpretation only = readable.getFirst();
      return new Settlement(only, times.firstYear(only), 0, null);
    }
    List<Evidence> all = new ArrayList<>();
    for (Interpretation reading : readable.isEmpty() ? candidates : readable)
      all.add(Evidence.of(times, reading, wanted));
    Evidence best = all.getFirst();
    for (Evidence one : all) if (one.isBetter(best)) best = one;
    Interpretation rival = null;
    for (Evidence one : all) {
      if (one.reading() != best.reading()
          && one.bad() == 0
          && one.plausible() == best.plausible()
          && one.isClose(best)
          && one.natural() == best.natural()
          && differ(times, one, best)) {
        rival = one.reading();
        break;
      }
    }
    return new Settlement(best.reading(), best.firstYear(), best.bad(), rival);
  }

  private static boolean differ(OpenTimes times, Evidence one, Evidence other) {
    for (long raw : times.raw()) {
      if (one.reading().time(raw, times.millionths(), one.firstYear())
          != other.reading().time(raw, times.millionths(), other.firstYear())) return true;
    }
    return false;
  }

  /// Milliseconds of an open time, or [TimeParser#BAD].
  public long time(long raw, boolean millionths) {
    return reading.time(raw, millionths, firstYear);
  }

  /// Nanoseconds of an open time below the millisecond.
  public int below(long raw, boolean millionths) {
    return reading.below(raw, millionths);
  }
}
