package dev.rondo.forecasting.reading;

import dev.rondo.forecasting.reading.number.NumberParser.Shape;
import dev.rondo.forecasting.reading.number.Separators;
import dev.rondo.forecasting.series.DecimalSeparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decides over all rows whether the columns of a table write 1,234.5 or 1.234,5. Each column decides for itself. A column that
/// has only ambiguous numbers such as 1.234 follows, in this order: the other columns, the table that the model was trained on, the
/// whole numbers of the column, and the convention; a finding reports it. A given separator takes precedence over all.
final class NumberStyle {
  private final List<NumberCells> columns;
  private final char delimiter;
  private final @Nullable DecimalSeparator wanted;
  private final @Nullable DecimalSeparator remembered;
  private final Faults faults;
  private final Findings findings;
  private boolean points;
  private boolean commas;

  private NumberStyle(
      List<NumberCells> columns,
      char delimiter,
      ReadingOptions options,
      Faults faults,
      Findings findings) {
    this.columns = columns;
    this.delimiter = delimiter;
    this.wanted = options.decimal();
    this.remembered = options.remembered() == null ? null : options.remembered().decimal();
    this.faults = faults;
    this.findings = findings;
  }

  /// Reads the ambiguous numbers again, if they contain thousands separators.
  ///
  /// @param delimiter of the cells; a semicolon is usual if the decimal separator is a comma
  /// @return the decimal separator of all columns; null if they show none, or both
  static @Nullable DecimalSeparator settle(
      List<NumberCells> columns,
      char delimiter,
      ReadingOptions options,
      Faults faults,
      Findings findings) {
    return new NumberStyle(columns, delimiter, options, faults, findings).settle();
  }

  private @Nullable DecimalSeparator settle() {
    for (NumberCells column : columns) {
      points |= column.separators.count(Shape.POINT) > 0;
      commas |= column.separators.count(Shape.COMMA) > 0;
    }
    boolean point = false;
    boolean comma = false;
    for (NumberCells column : columns) {
      Choice choice = choice(column);
      if (choice == null) continue;
      point |= choice.decimal == DecimalSeparator.POINT;
      comma |= choice.decimal == DecimalSeparator.COMMA;
      if (isInDoubt(column.separators)) resolve(column, choice);
    }
    if (comma) findings.inferred("decimal-comma", "numbers are written with a decimal comma");
    if (point == comma) return null;
    return point ? DecimalSeparator.POINT : DecimalSeparator.COMMA;
  }

  /// A decimal separator.
  ///
  /// @param evidence what decides for it; null if nothing proves it
  private record Choice(DecimalSeparator decimal, @Nullable String evidence) {}

  private static boolean isInDoubt(Separators seen) {
    return seen.count(Shape.POINT_IN_DOUBT) + seen.count(Shape.COMMA_IN_DOUBT) > 0;
  }

  /// The decimal separator of a column; null if it contains no separator, or is refused.
  private @Nullable Choice choice(NumberCells column) {
    Separators seen = column.separators;
    boolean point = seen.count(Shape.POINT) > 0;
    boolean comma = seen.count(Shape.COMMA) > 0;
    if (wanted != null) {
      if (wanted == DecimalSeparator.POINT ? comma : point) {
        refuseOther(column, wanted);
        return null;
      }
      return point || comma || isInDoubt(seen)
          ? new Choice(wanted, "as the parameter decimal says")
          : null;
    }
    if (point && comma) {
      refuseBoth(column, Shape.POINT, Shape.COMMA);
      return null;
    }
    if (point) return new Choice(DecimalSeparator.POINT, shown(seen, Shape.POINT));
    if (comma) return new Choice(DecimalSeparator.COMMA, shown(seen, Shape.COMMA));
    if (!isInDoubt(seen)) return null;
    if (seen.count(Shape.POINT_IN_DOUBT) > 0 && seen.count(Shape.COMMA_IN_DOUBT) > 0) {
      refuseBoth(column, Shape.POINT_IN_DOUBT, Shape.COMMA_IN_DOUBT);
      return null;
    }
    if (points != commas)
      return new Choice(
          points ? DecimalSeparator.POINT : DecimalSeparator.COMMA, "as other columns show");
    return remembered != null
        ? new Choice(remembered, "as in the table that the model was trained on")
        : new Choice(guess(seen), null);
  }

  private static String shown(Separators seen, Shape shape) {
    return "as line %d shows".formatted(seen.lines(shape).getFirst());
  }

  /// The decimal separator of a column whose numbers are all in doubt.
  private DecimalSeparator guess(Separators seen) {
    boolean comma = seen.count(Shape.COMMA_IN_DOUBT) > 0;
    DecimalSeparator own = comma ? DecimalSeparator.COMMA : DecimalSeparator.POINT;
    DecimalSeparator other = comma ? DecimalSeparator.POINT : DecimalSeparator.COMMA;
    if (seen.hasLongWholes()) return own;
    if (seen.looksLikeThousands()) return other;
    return comma && delimiter != ';' ? other : own;
  }

  private void refuseOther(NumberCells column, DecimalSeparator decimal) {
    boolean point = decimal == DecimalSeparator.POINT;
    for (long line : column.separators.lines(point ? Shape.COMMA : Shape.POINT)) {
      faults.add(
          line,
          column.column,
          "the number in column '%s' has a decimal %s, but the parameter decimal is %s; write all numbers alike, or leave decimal out"
              .formatted(column.name, point ? "comma" : "point", point ? "point" : "comma"));
    }
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

  /// Reads the ambiguous numbers of a column with its decimal separator, and reports it.
  private void resolve(NumberCells column, Choice choice) {
    Separators seen = column.separators;
    boolean point = choice.decimal == DecimalSeparator.POINT;
    boolean own = seen.count(point ? Shape.POINT : Shape.COMMA) > 0;
    Shape asThousands = point ? Shape.COMMA_IN_DOUBT : Shape.POINT_IN_DOUBT;
    Shape asDecimals = point ? Shape.POINT_IN_DOUBT : Shape.COMMA_IN_DOUBT;
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
    if (choice.evidence != null) {
      findings.inferred("thousands", reading + ", " + choice.evidence);
    } else {
      findings.warning(
          "thousands",
          reading
              + ", which no number proves; if it is wrong, name the decimal separator in decimal, or write thousands without a separator",
          seen.count(doubt),
          seen.lines(doubt));
    }
  }
}
