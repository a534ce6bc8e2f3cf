package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.time.Spacing;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Frequency.Unit;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Finds the frequency that all series share, or refuses the times with the line at fault.
final class FrequencyFinder {
  private static final int WEEK_AND_MORE = 8;
  private static final long HOUR = 3_600_000;

  private final long[] times;
  private final Order order;
  private final SeriesKeys keys;
  private final Lines lines;
  private final Grid grid;

  /// The spacing of a series in the coarsest unit in which its times are whole.
  private record Spaced(Unit unit, Spacing spacing) {}

  private final @Nullable Spaced[] spacings; // [series]

  FrequencyFinder(long[] times, Order order, SeriesKeys keys, Lines lines, Grid grid) {
    this.times = times;
    this.order = order;
    this.keys = keys;
    this.lines = lines;
    this.grid = grid;
    this.spacings = new Spaced[order.series()];
  }

  Frequency find() {
    Frequency finest = null;
    Frequency ofTwo = null;
    Map<String, String> found = new TreeMap<>();
    int irregular = -1;
    for (int series = 0; series < order.series(); series++) {
      if (order.begin()[series + 1] - order.begin()[series] < 2) continue;
      Unit unit = grid.unit(times, order, series);
      Spacing spacing = spacing(series, unit);
      spacings[series] = new Spaced(unit, spacing);
      long step = spacing.step();
      if (step == 0 && unit == Unit.MONTH) {
        unit = Unit.DAY;
        spacing = spacing(series, unit);
        step = spacing.step();
      }
      if (step == 0) {
        if (spacing.times() > 2 && irregular < 0) irregular = series;
        continue;
      }
      Frequency frequency = new Frequency(unit, step);
      if (spacing.times() == 2) {
        // The distance of two times is weak evidence, used only if there is no other.
        if (ofTwo == null || Grid.length(frequency) < Grid.length(ofTwo)) ofTwo = frequency;
        continue;
      }
      found.putIfAbsent(frequency.toString(), keys.names().get(series));
      if (finest == null || Grid.length(frequency) < Grid.length(finest)) finest = frequency;
    }
    if (irregular >= 0 && (finest == null || !fits(irregular, finest))) throw irregular(irregular);
    if (finest == null) finest = ofTwo;
    if (finest == null) {
      throw Faults.refusal(
          "the times show no frequency, as no series has two of them; name it in frequency, such as P1D");
    }
    for (int series = 0; series < order.series(); series++) {
      if (!fits(series, finest)) {
        if (found.size() > 1) throw mixed(found);
        throw irregular(series);
      }
    }
    return isOfBusinessDays(finest) ? Frequency.BUSINESS_DAY : grid.anchored(finest, times, order);
  }

  /// Whether days are those from Monday to Friday: none is on a weekend, some series shows more than a week of them, and most
  /// business days are there.
  private boolean isOfBusinessDays(Frequency frequency) {
    if (!frequency.equals(new Frequency(Unit.DAY, 1))) return false;
    for (long time : times) if (grid.isWeekend(time)) return false;
    for (int series = 0; series < order.series(); series++) {
      Spacing spacing = spacing(series, Unit.BUSINESS_DAY);
      if (spacing.times() >= WEEK_AND_MORE && 2 * spacing.times() > spacing.span()) return true;
    }
    return false;
  }

  private boolean fits(int series, Frequency frequency) {
    Spaced own = spacings[series];
    if (own == null) return true;
    if (frequency.unit() == Unit.MONTH && own.unit() != Unit.MONTH) return false;
    Spacing spacing =
        own.unit() == frequency.unit() ? own.spacing() : spacing(series, frequency.unit());
    if (spacing.times() < 2) return true;
    if (spacing.common() % frequency.count() != 0) return false;
    return spacing.times() < 10 || spacing.showsSteps(frequency.count());
  }

  private Spacing spacing(int series, Unit unit) {
    return Spacing.of(
        order.begin()[series],
        order.begin()[series + 1],
        i -> grid.position(times[order.rows()[i]], unit));
  }

  /// Whether the times are whole days apart but for an hour, and some of them are not whole days apart.
  private boolean isOfChangingDays(int series) {
    boolean whole = true;
    for (int i = order.begin()[series] + 1; i < order.begin()[series + 1]; i++) {
      long distance = times[order.rows()[i]] - times[order.rows()[i - 1]];
      if (Math.abs(Math.floorMod(distance + HOUR, 24 * HOUR) - HOUR) > HOUR) return false;
      whole &= distance % (24 * HOUR) == 0;
    }
    return !whole;
  }

  private UnreadableException mixed(Map<String, String> found) {
    StringBuilder each = new StringBuilder();
    found.forEach((frequency, series) ->
        each.append(each.isEmpty() ? "" : ", ")
            .append(frequency)
            .append(" (such as '")
            .append(series)
            .append("')"));
    return Faults.refusal(
        "the series have different frequencies: " + each + "; send one dataset for each frequency");
  }

  private UnreadableException irregular(int series) {
    Spacing spacing = spacing(series, Unit.MILLISECOND);
    @Nullable Long line = null;
    long usual = Math.max(1, spacing.usual());
    for (int i = order.begin()[series] + 1; i < order.begin()[series + 1] && line == null; i++) {
      if ((times[order.rows()[i]] - times[order.rows()[i - 1]]) % usual != 0)
        line = lines.of(order.rows()[i]);
    }
    if (isOfChangingDays(series)) {
      throw Faults.refusal(
          line,
          null,
          "the times of series '%s' are days of 23 to 25 hours, as where a clock is set forward and back; name their zone in timeZone, such as Europe/Berlin"
              .formatted(keys.names().get(series)));
    }
    return Faults.refusal(
        line,
        null,
        "the times of series '%s' are not evenly spaced; bring them to a regular step, such as one value an hour or a day, before sending them, or name the step in frequency"
            .formatted(keys.names().get(series)));
  }
}
