package dev.rondo.forecasting.reading;

import java.util.List;
import java.util.regex.Pattern;

/// Whether a table writes 1,234.5 or 1.234,5.
final class NumberStyle {
  private static final Pattern COMMA =
      Pattern.compile(
          "\\?*[-+]?(\\d{1,3}(\\.\\d{3})+,\\d+|\\d*,\\d{1,2}|\\d*,\\d{4,}|\\d{4,},\\d+|0,\\d+|\\d{1,3}(\\.\\d{3}){2,})");
  private static final Pattern POINT =
      Pattern.compile(
          "\\?*[-+]?(\\d{1,3}(,\\d{3})+\\.\\d+|\\d*\\.\\d{1,2}|\\d*\\.\\d{4,}|\\d{4,}\\.\\d+|0\\.\\d+|\\d{1,3}(,\\d{3}){2,})");
  private static final Pattern THREE_AFTER_COMMA = Pattern.compile("[-+]?\\d{1,3},\\d{3}");

  private NumberStyle() {}

  static NumberParser of(List<ColumnSample> columns, Findings findings) {
    int comma = 0;
    int point = 0;
    int unclear = 0;
    for (ColumnSample column : columns) {
      for (String cell : column.cells) {
        if (COMMA.matcher(cell).matches()) comma++;
        else if (POINT.matcher(cell).matches()) point++;
        else if (THREE_AFTER_COMMA.matcher(cell).matches()) unclear++;
      }
    }
    if (comma > point) {
      findings.inferred("decimal-comma", "numbers are written with a decimal comma");
      return new NumberParser(',');
    }
    if (point == 0 && unclear > 0) {
      findings.warning(
          "thousands",
          "commas before three digits were read as thousands separators; use a decimal point if they are meant otherwise",
          unclear,
          List.of());
    }
    return new NumberParser('.');
  }
}
