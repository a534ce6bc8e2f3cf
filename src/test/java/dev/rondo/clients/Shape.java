package dev.rondo.clients;

import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// The type of a value in the OpenAPI document, free of any language.
sealed interface Shape {
  record Anything() implements Shape {}

  record Text() implements Shape {}

  record Flag() implements Shape {}

  record Whole() implements Shape {}

  record Real() implements Shape {}

  /// The bytes of a file.
  record File() implements Shape {}

  /// One of these texts.
  record Choice(List<String> texts) implements Shape {}

  record ListOf(Shape item) implements Shape {}

  record MapOf(Shape value) implements Shape {}

  /// A schema with a name of its own.
  record Named(String name) implements Shape {}

  record OneOf(List<Shape> shapes) implements Shape {}

  record OrNull(Shape shape) implements Shape {}

  static Shape of(JsonNode schema) {
    Shape shape = withoutNull(schema);
    return nullable(schema) ? new OrNull(shape) : shape;
  }

  private static Shape withoutNull(JsonNode schema) {
    if (schema.has("$ref")) {
      String reference = schema.get("$ref").stringValue();
      return new Named(reference.substring(reference.lastIndexOf('/') + 1));
    }
    if (schema.has("oneOf")) {
      List<Shape> shapes =
          items(schema.get("oneOf")).filter(one -> !isNull(one)).map(Shape::of).toList();
      return shapes.size() == 1 ? shapes.getFirst() : new OneOf(shapes);
    }
    if (schema.has("enum"))
      return new Choice(items(schema.get("enum")).map(JsonNode::stringValue).toList());
    return switch (typeNames(schema).filter(type -> !type.equals("null")).findFirst().orElse("")) {
      case "string" -> new Text();
      case "boolean" -> new Flag();
      case "integer" -> new Whole();
      case "number" -> new Real();
      case "array" -> new ListOf(of(schema.get("items")));
      case "object" ->
          new MapOf(
              schema.path("additionalProperties").isObject()
                  ? of(schema.get("additionalProperties"))
                  : new Anything());
      default -> new Anything();
    };
  }

  private static boolean nullable(JsonNode schema) {
    return typeNames(schema).anyMatch(type -> type.equals("null"))
        || items(schema.path("oneOf")).anyMatch(Shape::isNull);
  }

  private static boolean isNull(JsonNode schema) {
    return schema.path("type").stringValue("").equals("null");
  }

  private static Stream<String> typeNames(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.isArray()
        ? items(type).map(JsonNode::stringValue)
        : Stream.of(type.stringValue(""));
  }

  private static Stream<JsonNode> items(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
