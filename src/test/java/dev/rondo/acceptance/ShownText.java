package dev.rondo.acceptance;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Lines as a page shows them: `...` stands for any text, or alone in a line for any lines, and decimals for all numbers that round to them.
final class ShownText {
  private static final String DECIMAL = "-?\\d+\\.\\d+(?:[eE]-?\\d+)?";
  private static final Pattern PART = Pattern.compile("\\.\\.\\.|" + DECIMAL);
  private static final int LONGEST = 5000;
  private static final String REST = "...";

  private ShownText() {}

  /// What of the shown lines does not fit the real ones.
  ///
  /// @param varies whether decimals may be any numbers
  static Optional<String> difference(String shown, String real, boolean varies) {
    List<String> wanted = shown.strip().lines().toList();
    List<String> given = real.strip().lines().toList();
    return fits(wanted, given, varies) ? Optional.empty() : Optional.of(both(shown, real));
  }

  static String both(String shown, String real) {
    String beginning = real.length() > LONGEST ? real.substring(0, LONGEST) + " ..." : real;
    return "shown:\n" + shown + "\nreal:\n" + beginning;
  }

  private static boolean fits(List<String> wanted, List<String> given, boolean varies) {
    if (wanted.isEmpty()) return given.isEmpty();
    List<String> later = wanted.subList(1, wanted.size());
    if (wanted.getFirst().strip().equals(REST)) {
      for (int skipped = 0; skipped <= given.size(); skipped++)
        if (fits(later, given.subList(skipped, given.size()), varies)) return true;
      return false;
    }
    return !given.isEmpty()
        && lineFits(wanted.getFirst().stripTrailing(), given.getFirst().stripTrailing(), varies)
        && fits(later, given.subList(1, given.size()), varies);
  }

  static boolean lineFits(String wanted, String given, boolean varies) {
    StringBuilder pattern = new StringBuilder();
    Matcher part = PART.matcher(wanted);
    int at = 0;
    while (part.find()) {
      pattern.append(literal(wanted.substring(at, part.start())));
      pattern.append(part.group().equals(REST) ? ".*" : "(" + DECIMAL + "|-?\\d+)");
      at = part.end();
    }
    pattern.append(literal(wanted.substring(at)));
    Matcher line = Pattern.compile(pattern.toString()).matcher(given);
    if (!line.matches()) return false;
    if (varies) return true;
    List<String> numbers =
        PART.matcher(wanted)
            .results()
            .map(found -> found.group())
            .filter(found -> !found.equals(REST))
            .toList();
    for (int i = 0; i < numbers.size(); i++)
      if (!roundsTo(line.group(i + 1), numbers.get(i))) return false;
    return true;
  }

  /// A pattern of a text in which the widths of gaps may differ, as in columns of numbers.
  private static String literal(String text) {
    return Stream.of(text.split(" +", -1)).map(Pattern::quote).collect(Collectors.joining(" +"));
  }

  /// Whether a number has the digits that are shown of it.
  static boolean roundsTo(String real, String shown) {
    BigDecimal wanted = new BigDecimal(shown);
    BigDecimal half = BigDecimal.valueOf(5, wanted.scale() + 1);
    return new BigDecimal(real).subtract(wanted).abs().compareTo(half) <= 0;
  }
}
