package dev.rondo.forecasting.reading;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the times of a table become instants.
///
/// @param zone in which days and months are counted
/// @param local whether the times are local ones of the zone
record LocalTimes(ZoneId zone, boolean local) {
  private static final long DAY = 86_400_000;
  private static final long MOST_CHANGE = 7_200_000; // that a clock is set by

  static LocalTimes of(
      @Nullable ZoneId wanted, boolean clocked, @Nullable TimeCells times, Findings findings) {
    if (!clocked) return new LocalTimes(ZoneOffset.UTC, false);
    if (times != null && (times.offsets || times.isInstant())) {
      if (wanted != null) return new LocalTimes(wanted, false);
      return new LocalTimes(zone(times, findings), false);
    }
    if (wanted == null && times != null && times.zone != null)
      return new LocalTimes(times.zone, true);
    if (wanted == null && (times == null || times.clock)) {
      findings.inferred(
          "time-zone", "times have no offset and timeZone was left out, so they are taken for UTC");
    }
    return new LocalTimes(wanted == null ? ZoneOffset.UTC : wanted, true);
  }

  /// The zone in which days and months of instants are counted.
  private static ZoneId zone(TimeCells times, Findings findings) {
    if (times.zone != null) return times.zone;
    if (!times.offsets) return ZoneOffset.UTC;
    if (!times.track.several()) return ZoneOffset.ofTotalSeconds(times.track.first() / 1000);
    if (!times.track.isDaily()) return ZoneOffset.UTC;
    ZoneId zone = times.track.zone();
    if (zone == null) {
      throw Faults.refusal(
          null,
          times.column,
          "the times in column '%s' are whole days apart, but their offset from UTC changes; name their zone in timeZone, such as Europe/Berlin"
              .formatted(times.name));
    }
    findings.inferred(
        "time-zone",
        "the offset of the times from UTC changes as the clock of %s does, so days and months are counted there; name another zone in timeZone"
            .formatted(zone));
    return zone;
  }

  /// Local days since 1970 of an instant.
  long day(long instant) {
    return Math.floorDiv(local(instant), DAY);
  }

  /// Local time, as milliseconds as if it were UTC.
  long local(long instant) {
    return instant + offset(instant);
  }

  /// Milliseconds since local midnight, as if no hour were left out or repeated; 0 at the begin of a day that begins later because the
  /// clock was set forward at midnight.
  long ofDay(long instant) {
    long ofDay = Math.floorMod(local(instant), DAY);
    boolean late =
        ofDay > 0
            && ofDay <= MOST_CHANGE
            && !(zone instanceof ZoneOffset)
            && offset(instant) - offset(instant - 1) == ofDay;
    return late ? 0 : ofDay;
  }

  private long offset(long instant) {
    return zone instanceof ZoneOffset fixed
        ? fixed.getTotalSeconds() * 1000L
        : zone.getRules().getOffset(Instant.ofEpochMilli(instant)).getTotalSeconds() * 1000L;
  }

  /// Turns local times into instants, in place. Of an hour that the clock goes through twice, a series' first row for a time
  /// is the first time round and its second row the second, or the other way round if rows run backwards.
  void toInstants(
      long[] times,
      int @Nullable [] series,
      List<NumberCells> values,
      Lines lines,
      Faults faults,
      Findings findings) {
    if (!local) return;
    if (zone instanceof ZoneOffset fixed) {
      if (fixed.getTotalSeconds() != 0)
        for (int row = 0; row < times.length; row++) times[row] -= fixed.getTotalSeconds() * 1000L;
      return;
    }
    ZoneRules rules = zone.getRules();
    Map<List<Long>, List<Integer>> folds = new HashMap<>();
    List<Integer> dropped = new ArrayList<>();
    for (int row = 0; row < times.length; row++) {
      LocalDateTime time =
          LocalDateTime.ofEpochSecond(Math.floorDiv(times[row], 1000L), 0, ZoneOffset.UTC);
      List<ZoneOffset> offsets = rules.getValidOffsets(time);
      if (offsets.size() == 1) {
        times[row] -= offsets.getFirst().getTotalSeconds() * 1000L;
      } else if (offsets.size() == 2) {
        folds
            .computeIfAbsent(
                List.of(series == null ? 0L : series[row], times[row]), _ -> new ArrayList<>())
            .add(row);
      } else {
        ZoneOffsetTransition gap = rules.getTransition(time);
        if (Math.floorMod(times[row], DAY) != 0 && hasValue(values, row)) {
          faults.add(
              lines.of(row),
              null,
              "there is no time %s in %s, as the clock was set forward; give the zone the times are of in timeZone, or leave timeZone out if they ignore daylight saving"
                  .formatted(time, zone));
        } else if (Math.floorMod(times[row], DAY) != 0) {
          dropped.add(row);
        }
        times[row] -= gap.getOffsetBefore().getTotalSeconds() * 1000L;
      }
    }
    if (!dropped.isEmpty()) {
      findings.repaired(
          "clock-set-forward",
          "rows without values at times that do not exist in "
              + zone
              + ", as the clock was set forward, were read as the time an hour on",
          dropped.size(),
          lines.of(dropped.stream().mapToInt(i -> i)));
    }
    if (!folds.isEmpty()) unfold(times, folds, rules, lines, findings);
  }

  private void unfold(
      long[] times,
      Map<List<Long>, List<Integer>> folds,
      ZoneRules rules,
      Lines lines,
      Findings findings) {
    List<Integer> twice = new ArrayList<>();
    List<Integer> once = new ArrayList<>();
    boolean backwards = times[0] > times[times.length - 1];
    for (List<Integer> rows : folds.values()) {
      long local = times[rows.getFirst()];
      List<ZoneOffset> offsets =
          rules.getValidOffsets(
              LocalDateTime.ofEpochSecond(Math.floorDiv(local, 1000L), 0, ZoneOffset.UTC));
      for (int i = 0; i < rows.size(); i++) {
        boolean second = rows.size() > 1 && (i > 0) != backwards;
        times[rows.get(i)] = local - offsets.get(second ? 1 : 0).getTotalSeconds() * 1000L;
      }
      (rows.size() > 1 ? twice : once).addAll(rows);
    }
    if (!twice.isEmpty()) {
      findings.inferred(
          "clock-set-back",
          twice.size()
              + " rows are of an hour that occurs twice in "
              + zone
              + ", as the clock was set back; the first row for a time is the first time round, the second the second");
    }
    if (!once.isEmpty()) {
      findings.warning(
          "clock-set-back",
          "times that occur twice in "
              + zone
              + ", as the clock was set back, but have one row only, are read as the first time round",
          once.size(),
          lines.of(once.stream().mapToInt(i -> i)));
    }
  }

  private static boolean hasValue(List<NumberCells> values, int row) {
    for (NumberCells column : values) if (!Double.isNaN(column.get(row))) return true;
    return false;
  }
}
