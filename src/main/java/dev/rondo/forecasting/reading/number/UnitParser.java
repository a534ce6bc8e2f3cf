package dev.rondo.forecasting.reading.number;

import java.util.Currency;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds the number in text with a unit, such as `10.5%`, `$1,234.50`, `12 kWh` or `(1,234)`, which is negative.
/// Not thread-safe: the other methods describe the text split last.
public final class UnitParser {
  private static final int LONGEST = 8;
  private static final Set<String> UNITS =
      Set.of(
          "%",
          "‰", "°", "°C", "°F", "ºC", "ºF", "zł", "kr", "kr.", "Fr.", "Kč", "Ft", "W", "kW", "MW",
          "GW", "Wh", "kWh", "MWh", "GWh", "TWh", "VA", "kVA", "V", "mV", "kV", "A", "mA", "Hz",
          "kHz", "MHz", "GHz", "J", "kJ", "MJ", "GJ", "mm", "cm", "m", "km", "m²", "m³", "m2", "m3",
          "l", "L", "ml", "hl", "mg", "g", "kg", "t", "lb", "lbs", "oz", "mph", "km/h", "m/s", "Pa",
          "hPa", "kPa", "bar", "mbar", "psi", "ppm", "ppb", "µg/m³", "mg/m³", "mg/l", "dB", "dBm",
          "lx", "W/m²", "W/m2", "kB", "KB", "MB", "GB", "TB", "rpm", "bpm", "pcs");
  private static final Set<String> CURRENCIES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  private final Set<String> known = new HashSet<>();
  private String unit = "";
  private int from;
  private int to;
  private boolean negative;

  /// Splits the text from `begin` to `end` into number and unit; false if it contains no known unit.
  public boolean part(char[] text, int begin, int end) {
    from = begin;
    to = end;
    negative = false;
    unit = "";
    if (to - from > 2 && text[from] == '(' && text[to - 1] == ')') {
      negative = true;
      from++;
      to--;
    }
    boolean sign = from < to && (text[from] == '-' || text[from] == '\u2212');
    int start = sign ? from + 1 : from;
    if (!takePrefix(text, start)) takeSuffix(text);
    else if (sign) negative = true;
    if (to - from > 1 && text[to - 1] == '-') {
      negative = true;
      to--;
    }
    return from < to && (negative || !unit.isEmpty());
  }

  private boolean takePrefix(char[] text, int start) {
    int end = start;
    while (end < to && end - start < 4 && !isPart(text[end])) end++;
    if (end == start || end == to) return false;
    String prefix = new String(text, start, end - start).strip();
    if (!isCurrency(prefix)) return false;
    unit = prefix;
    from = end;
    while (from < to && isBlank(text[from])) from++;
    return true;
  }

  private void takeSuffix(char[] text) {
    int start = to;
    while (start > from && to - start <= LONGEST && !Character.isDigit(text[start - 1])) start--;
    // The digit of m2 and m3 belongs to the unit.
    if (start == to && to - from > 3 && text[to - 2] == 'm') {
      start = to - 2;
      while (start > from && to - start <= LONGEST && !Character.isDigit(text[start - 1])) start--;
    }
    int begin = start;
    while (begin < to && isBlank(text[begin])) begin++;
    if (begin == to || start == from) return;
    String suffix = new String(text, begin, to - begin);
    boolean letter = suffix.length() == 1 && Character.isLetter(suffix.charAt(0));
    // Without a blank, a single letter is probably part of an id, such as 12A.
    if (letter && begin == start || !known.contains(suffix) && !isUnit(suffix)) return;
    known.add(suffix);
    unit = suffix;
    to = start;
  }

  private static boolean isUnit(String text) {
    return UNITS.contains(text) || isCurrency(text);
  }

  private static boolean isCurrency(String text) {
    return CURRENCIES.contains(text)
        || text.length() == 1 && Character.getType(text.charAt(0)) == Character.CURRENCY_SYMBOL
        || text.length() == 3 && text.charAt(2) == '$';
  }

  private static boolean isPart(char c) {
    return c >= '0' && c <= '9' || c == '.' || c == ',' || c == '-' || c == '+';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\u00a0' || c == '\u202f' || c == '\u2009';
  }

  /// Where the number begins.
  public int from() {
    return from;
  }

  /// Where the number ends.
  public int to() {
    return to;
  }

  /// Whether the text makes the number negative by parentheses, or by a sign that is not beside its digits.
  public boolean isNegative() {
    return negative;
  }

  /// The unit; empty if there is only a sign.
  public String unit() {
    return unit;
  }

  /// Whether the unit last found may be left out beside some numbers without changing what they mean.
  public static boolean mayBeLeftOut(String unit) {
    return unit.isEmpty() || isCurrency(unit);
  }
}
