package dev.rondo.forecasting.reading.time;

/// Quarters, half years and months by number, beside a year of four digits, or a quarter beside a year of two: `2026Q1`,
/// `Q1 2026`, `1Q26`, `2026 H1`, `2026M01`.
final class PeriodParser extends TimeParser {
  PeriodParser() {
    super(TimeFormat.PERIOD);
  }

  @Override
  long read() {
    int year = -1;
    boolean shortYear = false;
    int period = 0;
    int periodWidth = 0;
    String word = "";
    while (at < to) {
      char c = text[at];
      if (isDigit(c)) {
        int number = digits();
        if (year < 0 && (width == 4 || width == 2 && !(word.equals("m") && period == 0))) {
          year = number;
          shortYear = width == 2;
        } else if (period == 0 && width <= 2) {
          period = number;
          periodWidth = width;
        } else {
          return BAD;
        }
      } else if (Character.isLetter(c)) {
        if (!word.isEmpty()) return BAD;
        word = word();
      } else if (" -/:.'".indexOf(c) >= 0) {
        at++;
      } else {
        return BAD;
      }
    }
    int months =
        switch (word) {
          case "q", "qtr", "quarter", "quartal", "trimestre", "t" -> 3;
          case "h", "s", "half", "semester", "semestre" -> 6;
          case "m" -> 1;
          default -> 0;
        };
    if (year < 0 || months == 0 || period < 1 || period * months > 12) return BAD;
    int month = (period - 1) * months + 1;
    if (shortYear) {
      if (months != 3 || periodWidth != 1) return BAD;
      open = true;
      return Packed.of(month, 0, year, 0, 0, Packed.PLAIN);
    }
    return year < 1000 ? BAD : CivilDate.of(year, month, 1);
  }
}
