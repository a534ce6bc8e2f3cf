package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.number.NumberParser.Shape;
import dev.rondo.forecasting.reading.number.Separators;
import java.util.List;

/// Decides over all rows whether the columns of a table write 1,234.5 or 1.234,5. Each column decides for itself. A column that
/// has only ambiguous numbers such as 1.234 follows the other columns, or else the usual separator, and is reported.
final class NumberStyle {
  private final List<NumberCells> columns;
  private final char delimiter;
  private final Faults faults;
  private final Findings findings;

  private NumberStyle(List<NumberCells> columns, char delimiter, Faults faults, Findings findings) {
    this.columns = columns;
    this.delimiter = delimiter;
    this.faults = faults;
    this.findings = findings;
  }

  /// @param delimiter of the cells; a semicolon stands where the decimal separator is a comma
  static void settle(List<NumberCells> columns, char delimiter, Faults faults, Findings findings) {
    new NumberStyle(columns, delimiter, faults, findings).settle();
  }

  private void settle() {
    boolean comma = false;
    long points = count(Shape.POINT);
    long commas = count(Shape.COMMA);
    for (NumberCells column : columns) {
      Separators seen = column.separators;
      char decimal;
      if (seen.count(Shape.POINT) > 0 && seen.count(Shape.COMMA) > 0) {
        refuseBoth(column, Shape.POINT, Shape.COMMA);
        continue;
      }
      boolean doubt = seen.count(Shape.POINT_IN_DOUBT) + seen.count(Shape.COMMA_IN_DOUBT) > 0;
      if (seen.count(Shape.POINT) > 0) decimal = '.';
      else if (seen.count(Shape.COMMA) > 0) decimal = ',';
      else if (!doubt) continue;
      else if (seen.count(Shape.POINT_IN_DOUBT) > 0 && seen.count(Shape.COMMA_IN_DOUBT) > 0) {
        refuseBoth(column, Shape.POINT_IN_DOUBT, Shape.COMMA_IN_DOUBT);
        continue;
      } else {
        decimal = guess(seen, points, commas);
      }
      comma |= decimal == ',';
      if (doubt) resolve(column, decimal, points > 0 != commas > 0);
    }
    if (comma) findings.inferred("decimal-comma", "numbers are written with a decimal comma");
  }

  private long count(Shape shape) {
    return columns.stream().mapToLong(column -> column.separators.count(shape)).sum();
  }

  private void refuseBoth(NumberCells column, Shape point, Shape comma) {
    Separators seen = column.separators;
    boolean fewerCommas = seen.count(comma) <= seen.count(point);
    List<Long> fewer = seen.lines(fewerCommas ? comma : point);
    long other = seen.lines(fewerCommas ? point : comma).getFirst();
    for (long line : fewer) {
      faults.add(
          line,
          column.column,
          "the number in column '%s' has a %s where that of line %d has a %s, so that decimals and thousands cannot be told apart; write all numbers alike"
              .formatted(
                  column.name,
                  fewerCommas ? "comma" : "point",
                  other,
                  fewerCommas ? "point" : "comma"));
    }
  }

  /// The decimal separator of a column whose numbers are all in doubt.
  private char guess(Separators seen, long points, long commas) {
    if (points > 0 && commas == 0) return '.';
    if (commas > 0 && points == 0) return ',';
    boolean comma = seen.count(Shape.COMMA_IN_DOUBT) > 0;
    char own = comma ? ',' : '.';
    char other = comma ? '.' : ',';
    if (seen.hasLongWholes()) return own;
    if (seen.looksLikeThousands()) return other;
    return comma && delimiter != ';' ? other : own;
  }

  /// @param others whether the other columns show the decimal separator
  private void resolve(NumberCells column, char decimal, boolean others) {
    Separators seen = column.separators;
    boolean own = seen.count(decimal == '.' ? Shape.POINT : Shape.COMMA) > 0;
    Shape asThousands = decimal == '.' ? Shape.COMMA_IN_DOUBT : Shape.POINT_IN_DOUBT;
    Shape asDecimals = decimal == '.' ? Shape.POINT_IN_DOUBT : Shape.COMMA_IN_DOUBT;
    boolean thousands = seen.count(asThousands) > 0;
    if (thousands) column.readAsThousands(seen.rows(asThousands));
    if (own && !thousands) return;
    Shape doubt = thousands ? asThousands : asDecimals;
    String example = doubt == Shape.POINT_IN_DOUBT ? "1.234" : "1,234";
    String reading =
        "a %s before three digits in column '%s' is read as a %s separator: %s is %s"
            .formatted(
                doubt == Shape.POINT_IN_DOUBT ? "point" : "comma",
                column.name,
                thousands ? "thousands" : "decimal",
                example,
                thousands ? "1234" : "1.234");
    if (own) {
      long line = seen.lines(decimal == '.' ? Shape.POINT : Shape.COMMA).getFirst();
      findings.inferred("thousands", reading + ", as line " + line + " shows");
    } else if (others) {
      findings.inferred("thousands", reading + ", as other columns show");
    } else {
      findings.warning(
          "thousands",
          reading + ", which no number proves; if it is wrong, write thousands without a separator",
          seen.count(doubt),
          seen.lines(doubt));
    }
  }
}
