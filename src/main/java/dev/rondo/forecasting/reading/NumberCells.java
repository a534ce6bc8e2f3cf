package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.number.NumberParser;
import dev.rondo.forecasting.reading.number.NumberParser.Shape;
import dev.rondo.forecasting.reading.number.Separators;
import dev.rondo.forecasting.reading.number.UnitParser;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A column of numbers, or of words for yes and no.
final class NumberCells extends Cells {
  private final NumberParser parser = new NumberParser();
  private final boolean words;
  private final Longs values = new Longs(); // bits of doubles

  /// The decimal and thousands separators that its numbers show.
  final Separators separators = new Separators();

  /// Number of values with a question mark before them. The mark says that the value is doubtful, so it is missing.
  long questioned;

  final List<Long> questionedLines = new ArrayList<>();

  private @Nullable UnitParser units;

  /// The unit of the numbers that have one.
  private @Nullable String unit;

  /// Numbers with a unit or a sign that is not beside the digits, and the lines of the first.
  long withUnit;

  final List<Long> unitLines = new ArrayList<>();

  /// The first number without a unit, other than 0.
  private long bareLine;

  private boolean negatives;
  private boolean padded;
  private int shortest = Integer.MAX_VALUE;
  private int longest;

  NumberCells(String name, int column, boolean words) {
    super(name, column);
    this.words = words;
  }

  @Override
  void add(char[] text, int from, int to, long line) {
    values.add(Double.doubleToRawLongBits(value(text, from, to, line)));
  }

  private double value(char[] text, int from, int to, long line) {
    if (Markers.missing(text, from, to)) {
      missing++;
      return Double.NaN;
    }
    if (words) {
      int answer = Markers.yesOrNo(text, from, to);
      if (answer >= 0) return answer;
    }
    double value = number(text, from, to, line);
    if (!NumberParser.isBad(value)) {
      if (bareLine == 0 && value != 0) bareLine = line;
      return value;
    }
    if (text[from] == '?') {
      int begin = from;
      while (begin < to && (text[begin] == '?' || text[begin] == ' ')) begin++;
      if (!NumberParser.isBad(parser.parse(text, begin, to))) {
        questioned++;
        if (questionedLines.size() < Findings.MOST_LINES) questionedLines.add(line);
        return Double.NaN;
      }
    }
    value = numberWithUnit(text, from, to, line);
    if (!NumberParser.isBad(value)) return value;
    fault(
        line,
        "'%s' in column '%s' is no number; write a number such as 3.14, or leave the cell empty where the value is missing"
            .formatted(shown(text, from, to), name));
    return Double.NaN;
  }

  private double number(char[] text, int from, int to, long line) {
    double value = parser.parse(text, from, to);
    if (NumberParser.isBad(value)) return value;
    Shape shape = parser.shape();
    if (shape != Shape.PLAIN) {
      separators.add(shape, values.size(), line, text[to - 1] == '0');
    } else {
      if (value != 0) separators.addWhole(parser.wholeDigits());
      padded |= parser.isPadded();
      shortest = Math.min(shortest, to - from);
      longest = Math.max(longest, to - from);
    }
    return value;
  }

  private double numberWithUnit(char[] text, int from, int to, long line) {
    if (units == null) units = new UnitParser();
    if (!units.part(text, from, to)) return NumberParser.BAD;
    if (unit != null && !units.unit().isEmpty() && !unit.equals(units.unit())) {
      fault(
          line,
          "'%s' in column '%s' has the unit %s, but numbers before have %s; write all in one unit"
              .formatted(shown(text, from, to), name, units.unit(), unit));
      return Double.NaN;
    }
    double value = number(text, units.from(), units.to(), line);
    if (NumberParser.isBad(value)) return value;
    withUnit++;
    if (unitLines.size() < Findings.MOST_LINES) unitLines.add(line);
    if (!units.unit().isEmpty()) unit = units.unit();
    else if (bareLine == 0) bareLine = line;
    negatives |= units.isNegative();
    return units.isNegative() ? -value : value;
  }

  @Override
  void truncate(int rows) {
    values.truncate(rows);
    separators.truncate(rows);
  }

  /// Reports how numbers with units were read. A number without a unit beside others in percent or kWh is a fault.
  void tellUnits(Faults problems, Findings findings) {
    if (withUnit == 0) return;
    if (unit != null && bareLine > 0 && !UnitParser.mayBeLeftOut(unit)) {
      problems.add(
          bareLine,
          column,
          "the number in column '%s' has no unit, but others such as the one in line %d have %s; write all with it, or none"
              .formatted(name, unitLines.getFirst(), unit));
      return;
    }
    String read =
        unit == null
            ? ""
            : unit.equals("%") || unit.equals("‰")
                ? "numbers in column '%s' end in %s, which was passed over: 50%2$s is read as 50"
                    .formatted(name, unit)
                : "numbers in column '%s' have the unit %s, which was passed over"
                    .formatted(name, unit);
    String signs =
        !negatives
            ? ""
            : "numbers in column '%s' in parentheses or before a sign are negative".formatted(name);
    findings.warning(
        "unit",
        read + (read.isEmpty() || signs.isEmpty() ? "" : "; ") + signs,
        withUnit,
        unitLines);
  }

  /// Makes thousands of the numbers of some rows, which were read as if they had three decimals.
  void readAsThousands(BitSet rows) {
    rows.stream()
        .forEach(row -> values.set(row, Double.doubleToRawLongBits(Math.rint(get(row) * 1000))));
  }

  double get(int row) {
    return Double.longBitsToDouble(values.get(row));
  }

  int size() {
    return values.size();
  }

  boolean isConsecutive() {
    for (int i = 1; i < size(); i++) if (get(i) != get(i - 1) + 1) return false;
    return size() > 1 && (get(0) == 0 || get(0) == 1);
  }

  /// Whether all numbers are 0 or 1.
  boolean isFlag() {
    for (int i = 0; i < size(); i++) {
      double value = get(i);
      if (value != 0 && value != 1 && !Double.isNaN(value)) return false;
    }
    return true;
  }

  /// Whether all cells are whole numbers from 0 on that are written in one way, so that they may be ids.
  boolean mayBeIds() {
    if (missing > 0 || questioned > 0 || withUnit > 0 || faultCount > 0) return false;
    if (padded && shortest != longest) return false;
    for (int i = 0; i < size(); i++) {
      double value = get(i);
      if (!(value >= 0 && value < 1e15 && value == Math.rint(value))) return false;
    }
    return size() > 0;
  }

  /// The whole number of a row as it was written.
  String id(int row) {
    String digits = Long.toString((long) get(row));
    return padded ? "0".repeat(Math.max(0, longest - digits.length())) + digits : digits;
  }

  /// Gives the memory back.
  void release() {
    values.clear();
  }
}
