package dev.rondo.acceptance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// JSON as a page shows it: `...` stands for any value, for further members or elements, and for any part of a text; numbers stand for
/// all that round to them.
final class ShownJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(\\.\\.\\.|[{}\\[\\],:]|\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s{}\\[\\],:\"]+)");

  private sealed interface Shown {}

  private record Any() implements Shown {}

  private record Scalar(String token) implements Shown {}

  private record Elements(List<Shown> elements) implements Shown {}

  /// @param open whether there may be further members
  private record Members(Map<String, Shown> members, boolean open) implements Shown {}

  private final Matcher tokens;
  private String token = "";

  private ShownJson(String text) {
    tokens = TOKEN.matcher(text);
    next();
  }

  /// What of the shown documents is not in the real ones, at any depth.
  ///
  /// @param real documents, one after the other
  /// @param varies whether numbers with a point may be any numbers
  static Optional<String> difference(String shown, String real, boolean varies) {
    List<JsonNode> documents = documents(real);
    for (Shown wanted : read(shown))
      if (documents.stream().noneMatch(document -> isIn(document, wanted, varies)))
        return Optional.of(ShownText.both(shown, real));
    return Optional.empty();
  }

  /// JSON documents that stand one after the other.
  static List<JsonNode> documents(String text) {
    List<JsonNode> documents = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(text)) {
      while (parser.nextToken() != null) documents.add(parser.readValueAsTree());
    }
    return documents;
  }

  /// @throws IllegalArgumentException if this is no JSON with omissions
  private static List<Shown> read(String text) {
    ShownJson reader = new ShownJson(text);
    List<Shown> values = new ArrayList<>();
    while (!reader.token.isEmpty()) values.add(reader.value());
    return values;
  }

  private void next() {
    token = tokens.find() ? tokens.group(1) : "";
  }

  private void expect(String wanted) {
    if (!token.equals(wanted))
      throw new IllegalArgumentException("expected " + wanted + ", found " + token);
    next();
  }

  private Shown value() {
    return switch (token) {
      case "..." -> {
        next();
        yield new Any();
      }
      case "[" -> elements();
      case "{" -> members();
      default -> {
        Scalar scalar = new Scalar(token);
        next();
        yield scalar;
      }
    };
  }

  private Elements elements() {
    expect("[");
    List<Shown> elements = new ArrayList<>();
    while (!token.equals("]")) {
      elements.add(value());
      if (!token.equals("]")) expect(",");
    }
    expect("]");
    return new Elements(elements);
  }

  private Members members() {
    expect("{");
    Map<String, Shown> members = new LinkedHashMap<>();
    boolean open = false;
    while (!token.equals("}")) {
      if (token.equals("...")) {
        open = true;
        next();
      } else {
        String name = token.substring(1, token.length() - 1);
        next();
        expect(":");
        members.put(name, value());
      }
      if (!token.equals("}")) expect(",");
    }
    expect("}");
    return new Members(members, open);
  }

  private static boolean isIn(JsonNode real, Shown wanted, boolean varies) {
    return fits(real, wanted, varies)
        || StreamSupport.stream(real.spliterator(), false)
            .anyMatch(child -> isIn(child, wanted, varies));
  }

  private static boolean fits(JsonNode real, Shown wanted, boolean varies) {
    return switch (wanted) {
      case Any _ -> true;
      case Scalar(String token) -> scalarFits(real, token, varies);
      case Elements(List<Shown> elements) ->
          real.isArray()
              && elementsFit(
                  StreamSupport.stream(real.spliterator(), false).toList(), elements, varies);
      case Members(Map<String, Shown> members, boolean open) ->
          real.isObject()
              && (open || members.keySet().containsAll(real.propertyNames()))
              && members.entrySet().stream()
                  .allMatch(member ->
                      real.has(member.getKey())
                          && fits(real.get(member.getKey()), member.getValue(), varies));
    };
  }

  private static boolean elementsFit(List<JsonNode> real, List<Shown> wanted, boolean varies) {
    if (wanted.isEmpty()) return real.isEmpty();
    List<Shown> later = wanted.subList(1, wanted.size());
    if (wanted.getFirst() instanceof Any) {
      for (int skipped = 0; skipped <= real.size(); skipped++)
        if (elementsFit(real.subList(skipped, real.size()), later, varies)) return true;
      return false;
    }
    return !real.isEmpty()
        && fits(real.getFirst(), wanted.getFirst(), varies)
        && elementsFit(real.subList(1, real.size()), later, varies);
  }

  private static boolean scalarFits(JsonNode real, String token, boolean varies) {
    if (token.startsWith("\""))
      return real.isString()
          && ShownText.lineFits(
              JSON.readTree(token).stringValue(), real.stringValue().replace('\n', ' '), varies);
    JsonNode shown = JSON.readTree(token);
    if (!shown.isNumber()) return shown.equals(real);
    if (!real.isNumber()) return false;
    return (varies && !shown.isIntegralNumber()) || ShownText.roundsTo(real.asString(), token);
  }
}
