package dev.rondo.server.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.ac.ed.ph.snuggletex.SnuggleEngine;
import uk.ac.ed.ph.snuggletex.SnuggleInput;
import uk.ac.ed.ph.snuggletex.SnuggleSession;
import uk.ac.ed.ph.snuggletex.XMLStringOutputOptions;

/// Formulas in LaTeX as MathML, which browsers draw by themselves.
final class Formula {
  private static final SnuggleEngine ENGINE = new SnuggleEngine();
  private static final Pattern FENCE =
      Pattern.compile("<mfenced close=\"([^\"]*)\" open=\"([^\"]*)\">|</mfenced>");

  private Formula() {}

  /// @param latex a formula; several lines are an `array`
  /// @throws IllegalArgumentException if a command is unknown
  static String html(String latex) {
    SnuggleSession session = ENGINE.createSession();
    XMLStringOutputOptions options = new XMLStringOutputOptions();
    options.setIndenting(false);
    try {
      session.parseInput(new SnuggleInput("$$" + latex.strip() + "$$"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String mathMl = session.buildXMLString(options);
    if (!session.getErrors().isEmpty())
      throw new IllegalArgumentException(session.getErrors() + " in " + latex);
    return "<div class=\"math\" tabindex=\"0\" role=\"group\" aria-label=\"Formula\">%s</div>"
        .formatted(withOperators(mathMl));
  }

  /// Browsers draw parentheses only if they are operators of a row.
  private static String withOperators(String mathMl) {
    StringBuilder result = new StringBuilder();
    Deque<String> closing = new ArrayDeque<>();
    Matcher fence = FENCE.matcher(mathMl);
    while (fence.find()) {
      String row;
      if (fence.group(1) == null) {
        row = "<mo>" + closing.pop() + "</mo></mrow>";
      } else {
        closing.push(fence.group(1));
        row = "<mrow><mo>" + fence.group(2) + "</mo>";
      }
      fence.appendReplacement(result, Matcher.quoteReplacement(row));
    }
    return fence.appendTail(result).toString();
  }
}
