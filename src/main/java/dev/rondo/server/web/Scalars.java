package dev.rondo.server.web;

import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.forecasting.series.Frequency;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads JSON values that are neither objects nor arrays, without any conversion between types.
final class Scalars {
  private Scalars() {}

  /// Throws [IllegalArgumentException] with a message that says what is expected.
  static Object read(JsonNode node, Class<?> type, JsonMapper mapper) {
    if (JsonNode.class.isAssignableFrom(type)) return node;
    if (type == NumberRows.class) return NumberRows.of(node, mapper);
    if (type == int.class || type == Integer.class) {
      if (!node.isIntegralNumber()) throw wrong(type, node);
      if (!node.canConvertToInt())
        throw new IllegalArgumentException(
            "must be between -2147483648 and 2147483647, was " + describe(node));
      return node.intValue();
    }
    if (type == long.class || type == Long.class) {
      if (!node.isIntegralNumber()) throw wrong(type, node);
      if (!node.canConvertToLong())
        throw new IllegalArgumentException("must fit into 64 bits, was " + describe(node));
      return node.longValue();
    }
    if (type == double.class || type == Double.class) {
      if (!node.isNumber()) throw wrong(type, node);
      double value =
          node.isBigInteger() ? node.bigIntegerValue().doubleValue() : node.doubleValue();
      if (!Double.isFinite(value))
        throw new IllegalArgumentException(
            "must be a finite number, was beyond the range of a double");
      return value;
    }
    if (type == boolean.class || type == Boolean.class) {
      if (!node.isBoolean()) throw wrong(type, node);
      return node.booleanValue();
    }
    if (!node.isString()) throw wrong(type, node);
    return text(node, type, mapper);
  }

  private static Object text(JsonNode node, Class<?> type, JsonMapper mapper) {
    String text = node.stringValue();
    if (type == String.class) return checked(text);
    if (type.isEnum()) {
      Object constant = JsonTypes.constants(type).get(text);
      if (constant == null) throw wrong(type, node);
      return constant;
    }
    if (type == Frequency.class) return Frequency.parse(text);
    try {
      if (type == ZoneId.class) return ZoneId.of(text);
      if (type == Duration.class) return Duration.parse(text);
      if (type == Instant.class) return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "must be " + expected(type) + ", was " + describe(node), e);
    }
    return mapper.treeToValue(node, type);
  }

  /// Refuses characters that databases cannot store: U+0000 and unpaired surrogates.
  static String checked(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else if (c == 0 || Character.isSurrogate(c)) {
        throw new IllegalArgumentException(
            String.format("must be plain text, but holds the character U+%04X", (int) c));
      }
    }
    return text;
  }

  static String expected(Class<?> type) {
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class)
      return "an integer";
    if (type == double.class || type == Double.class) return "a number";
    if (type == boolean.class || type == Boolean.class) return "true or false";
    if (type == NumberRows.class) return "an array of numbers";
    if (type.isEnum()) return "one of " + String.join(", ", JsonTypes.constants(type).keySet());
    if (type == Frequency.class)
      return "an ISO-8601 duration such as PT1H, P1D or P1M, business-day, step or step:10";
    if (type == ZoneId.class) return "a time zone such as Europe/Berlin";
    if (type == Duration.class) return "an ISO-8601 duration such as PT1H";
    if (type == Instant.class) return "an ISO-8601 instant such as 2026-01-01T00:00:00Z";
    return "a string";
  }

  /// A value for a message, shortened.
  static String describe(JsonNode node) {
    if (node.isObject()) return "an object";
    if (node.isArray()) return "an array";
    String text =
        node.isNumber() && node.isBigInteger() ? "a number of many digits" : node.toString();
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }

  private static IllegalArgumentException wrong(Class<?> type, JsonNode node) {
    return new IllegalArgumentException("must be " + expected(type) + ", was " + describe(node));
  }
}
