package dev.rondo.forecasting.reading.time;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;

/// The zone after a clock time: `Z`, `+01:00`, `GMT+1`, `CET`, `Europe/Berlin`, `+01:00[Europe/Berlin]`.
final class ZoneText {
  /// Offsets in minutes of the abbreviations that stand for one zone only. CST, IST, BST and AST have several meanings and
  /// are left out.
  private static final Map<String, Integer> OFFSETS =
      Map.ofEntries(
          Map.entry("z", 0),
          Map.entry("utc", 0),
          Map.entry("ut", 0),
          Map.entry("gmt", 0),
          Map.entry("wet", 0),
          Map.entry("west", 60),
          Map.entry("cet", 60),
          Map.entry("mez", 60),
          Map.entry("cest", 120),
          Map.entry("mesz", 120),
          Map.entry("eet", 120),
          Map.entry("eest", 180),
          Map.entry("msk", 180),
          Map.entry("jst", 540),
          Map.entry("kst", 540),
          Map.entry("hkt", 480),
          Map.entry("awst", 480),
          Map.entry("acst", 570),
          Map.entry("acdt", 630),
          Map.entry("aest", 600),
          Map.entry("aedt", 660),
          Map.entry("nzst", 720),
          Map.entry("nzdt", 780),
          Map.entry("nst", -210),
          Map.entry("adt", -180),
          Map.entry("edt", -240),
          Map.entry("est", -300),
          Map.entry("cdt", -300),
          Map.entry("mdt", -360),
          Map.entry("mst", -420),
          Map.entry("pdt", -420),
          Map.entry("pst", -480),
          Map.entry("akdt", -480),
          Map.entry("akst", -540),
          Map.entry("hst", -600));

  private ZoneText() {}

  /// Reads what is left of the parser's text; true if it is a zone or nothing.
  static boolean read(TimeParser parser) {
    parser.skipBlanks();
    if (parser.at == parser.to) return true;
    char first = parser.text[parser.at];
    if (first == '+' || first == '-') return offset(parser) && remark(parser);
    if (first == '[' || first == '(') return remark(parser);
    if (!Character.isLetter(first)) return false;
    int from = parser.at;
    while (parser.at < parser.to && isName(parser.text[parser.at])) parser.at++;
    String name = new String(parser.text, from, parser.at - from);
    if (name.indexOf('/') > 0) return region(parser, name) && remark(parser);
    Integer minutes = OFFSETS.get(name.toLowerCase(java.util.Locale.ROOT));
    if (minutes == null) return false;
    set(parser, minutes);
    if (minutes == 0
        && parser.at < parser.to
        && (parser.text[parser.at] == '+' || parser.text[parser.at] == '-')
        && !offset(parser)) return false;
    return remark(parser);
  }

  private static boolean isName(char c) {
    return Character.isLetter(c) || c == '/' || c == '_';
  }

  private static void set(TimeParser parser, int minutes) {
    parser.offset = true;
    parser.offsetMilliseconds = minutes * 60_000;
  }

  private static boolean offset(TimeParser parser) {
    char sign = parser.text[parser.at++];
    int hours = parser.digits();
    int minutes = 0;
    if (parser.width == 4) {
      minutes = hours % 100;
      hours /= 100;
    } else if (parser.width < 1 || parser.width > 2) {
      return false;
    } else if (parser.at < parser.to && parser.text[parser.at] == ':') {
      parser.at++;
      minutes = parser.digits();
      if (parser.width != 2) return false;
    }
    if (hours > 18 || minutes > 59) return false;
    set(parser, (hours * 60 + minutes) * (sign == '-' ? -1 : 1));
    return true;
  }

  /// A region in brackets, or a remark in parentheses such as the name of the zone.
  private static boolean remark(TimeParser parser) {
    parser.skipBlanks();
    if (parser.at == parser.to) return true;
    char first = parser.text[parser.at];
    char last = parser.text[parser.to - 1];
    String inside = new String(parser.text, parser.at + 1, Math.max(0, parser.to - parser.at - 2));
    if (first == '(' && last == ')') {
      parser.at = parser.to;
      return true;
    }
    if (first != '[' || last != ']') return false;
    parser.at = parser.to;
    return region(parser, inside);
  }

  private static boolean region(TimeParser parser, String name) {
    try {
      if (parser.zone == null || !parser.zone.getId().equals(name)) parser.zone = ZoneId.of(name);
      return true;
    } catch (DateTimeException _) {
      return false;
    }
  }
}
