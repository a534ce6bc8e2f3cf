package dev.rondo.server.forecast;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.util.UriUtils;

/// Warnings as values of a header: one each, UTF-8 with percent encoding of all but printable ASCII, and bounded, since a
/// server and its proxies refuse long headers.
final class WarningHeaders {
  private static final int MOST_CHARACTERS = 4000;
  private static final int LONGEST = 500;

  private WarningHeaders() {}

  /// The values in the order of the warnings. Where some have no room, the last value tells how many.
  static List<String> of(List<String> warnings) {
    List<String> values = new ArrayList<>();
    int room = MOST_CHARACTERS;
    for (String warning : warnings) {
      String value = encoded(shortened(warning));
      if (value.length() > room) {
        values.add(
            "%d more warnings; the answer as JSON has all"
                .formatted(warnings.size() - values.size()));
        break;
      }
      room -= value.length();
      values.add(value);
    }
    return values;
  }

  private static String shortened(String warning) {
    if (warning.codePointCount(0, warning.length()) <= LONGEST) return warning;
    return warning.substring(0, warning.offsetByCodePoints(0, LONGEST)) + "...";
  }

  private static String encoded(String text) {
    StringBuilder value = new StringBuilder();
    text.codePoints()
        .forEach(point -> {
          if (point >= ' ' && point <= '~' && point != '%') value.append((char) point);
          else value.append(UriUtils.encode(Character.toString(point), StandardCharsets.UTF_8));
        });
    return value.toString();
  }
}
