package dev.rondo.server.web;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.io.ContentReference;

/// Faults of text that is not JSON, in the words of users: what is wrong, where, and what was expected.
public final class JsonFaults {
  private static final int LONGEST_POINTER = 200;

  /// The place of an error in Jackson's messages, as an object that is not the user's.
  private static final String SOURCE = "\\[Source: [^]]*]";

  private JsonFaults() {}

  /// The fault with line and column, and with the pointer to the place where reading ended.
  public static Fault of(JacksonException e, JsonParser parser) {
    TokenStreamLocation location = e.getLocation();
    Long line = location == null || location.getLineNr() < 1 ? null : (long) location.getLineNr();
    Integer column = location == null || location.getColumnNr() < 1 ? null : location.getColumnNr();
    String pointer = shortened(parser.streamReadContext().pathAsPointer().toString());
    return new Fault(pointer, null, line, column, "not valid JSON: " + reason(e, parser, 1));
  }

  /// The reason as the end of a sentence.
  ///
  /// @param firstLine line of the body with which the text of the parser begins, from 1
  public static String reason(JacksonException e, JsonParser parser, long firstLine) {
    TokenStreamContext context = parser.streamReadContext();
    TokenStreamLocation start = context.startLocation(ContentReference.unknown());
    String place =
        "line %d, column %d".formatted(start.getLineNr() + firstLine - 1, start.getColumnNr());
    String message = String.valueOf(e.getOriginalMessage());
    if (message.startsWith("Unexpected end-of-input")) return broken(message, context, place);
    if (message.startsWith("Non-standard token"))
      return message + "; expected a finite number, or null for a missing value";
    // The parser's message also explains how a programmer changes its limits, which does not help
    // users.
    return message
        .replaceFirst(": enable `.*", "")
        .replaceAll(" \\(code \\d+\\)", "")
        .replaceFirst("^Duplicate Object property (.*)", "the member $1 occurs twice in its object")
        .replaceAll(SOURCE, place);
  }

  private static String broken(String message, TokenStreamContext context, String place) {
    if (message.contains("VALUE_STRING") || message.contains("quote"))
      return "the text ends within a string; expected '\"'";
    if (context.inObject())
      return "the text ends within the object that begins at "
          + place
          + "; expected a member or '}'";
    if (context.inArray())
      return "the text ends within the array that begins at " + place + "; expected a value or ']'";
    return "the text ends too early; expected a value";
  }

  /// The pointer to an enclosing part if the place is very deep.
  private static String shortened(String pointer) {
    return pointer.length() <= LONGEST_POINTER
        ? pointer
        : pointer.substring(0, pointer.lastIndexOf('/', LONGEST_POINTER));
  }
}
