package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.time.CivilDate;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The offsets from UTC of a column of times, in the order of rows: runs of one offset.
final class OffsetTrack {
  private static final int MOST_RUNS = 2000;

  /// Zones that people name first, among those of one rule.
  private static final List<String> FIRST =
      List.of(
          "Europe/Berlin",
          "Europe/London",
          "Europe/Athens",
          "Europe/Lisbon",
          "America/New_York",
          "America/Chicago",
          "America/Denver",
          "America/Los_Angeles",
          "America/Halifax",
          "Australia/Sydney",
          "Australia/Adelaide",
          "Pacific/Auckland");

  private long[] earliest = new long[4]; // of each run, an instant in milliseconds
  private long[] latest = new long[4];
  private int[] offsets = new int[4]; // milliseconds
  private int runs;
  private boolean several;
  private boolean sameClockTime = true;
  private long ofDay;

  void add(long instant, int offset) {
    if (runs == 0) ofDay = Math.floorMod(instant + offset, CivilDate.DAY);
    else if (sameClockTime) sameClockTime = Math.floorMod(instant + offset, CivilDate.DAY) == ofDay;
    if (runs > 0 && offsets[runs - 1] == offset) {
      if (instant < earliest[runs - 1]) earliest[runs - 1] = instant;
      else if (instant > latest[runs - 1]) latest[runs - 1] = instant;
      return;
    }
    several |= runs > 0;
    if (runs >= MOST_RUNS) return;
    if (runs == offsets.length) {
      earliest = Arrays.copyOf(earliest, 2 * runs);
      latest = Arrays.copyOf(latest, 2 * runs);
      offsets = Arrays.copyOf(offsets, 2 * runs);
    }
    earliest[runs] = instant;
    latest[runs] = instant;
    offsets[runs++] = offset;
  }

  /// Whether the offset changes.
  boolean several() {
    return several;
  }

  /// Whether all times have one clock time and so differ by whole days.
  boolean isDaily() {
    return sameClockTime;
  }

  /// Offset of the first time, in milliseconds.
  int first() {
    return offsets[0];
  }

  /// The zone whose clock changes as the offsets do; null if there is none, or if zones of different rules fit.
  @Nullable ZoneId zone() {
    if (runs >= MOST_RUNS) return null;
    List<String> found = new ArrayList<>();
    List<ZoneRules> rules = new ArrayList<>();
    for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
      if (id.indexOf('/') < 0 || id.startsWith("Etc/") || id.startsWith("System")) continue;
      ZoneRules one = ZoneId.of(id).getRules();
      if (!fits(one)) continue;
      found.add(id);
      rules.add(one);
    }
    if (found.isEmpty()) return null;
    for (ZoneRules one : rules)
      if (!one.getTransitionRules().equals(rules.getFirst().getTransitionRules())) return null;
    for (String id : FIRST) if (found.contains(id)) return ZoneId.of(id);
    return ZoneId.of(found.getFirst());
  }

  private boolean fits(ZoneRules rules) {
    for (int run = 0; run < runs; run++) {
      Instant from = Instant.ofEpochMilli(earliest[run]);
      Instant to = Instant.ofEpochMilli(latest[run]);
      if (rules.getOffset(from).getTotalSeconds() * 1000 != offsets[run]
          || rules.getOffset(to).getTotalSeconds() * 1000 != offsets[run]) return false;
      ZoneOffsetTransition next = rules.nextTransition(from);
      if (next != null && next.getInstant().isBefore(to)) return false;
    }
    return true;
  }
}
