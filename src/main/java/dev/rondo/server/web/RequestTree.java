package dev.rondo.server.web;

import java.lang.reflect.AnnotatedType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The JSON of a request as a tree, in which the values of series are [NumberRows] and not a node for each number.
final class RequestTree {
  private final JsonMapper mapper;
  private final ObjectReader parts;
  private final JsonParser parser;
  private @Nullable NumberRows before;

  RequestTree(JsonMapper mapper, JsonParser parser) {
    this.mapper = mapper;
    this.parts = mapper.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    this.parser = parser;
  }

  /// Reads the record that the parser stands at.
  JsonNode read(Class<?> type) {
    if (parser.currentToken() != JsonToken.START_OBJECT || !RecordShape.holdsNumbers(type))
      return parts.readTree(parser);
    ObjectNode tree = mapper.createObjectNode();
    RecordShape shape = RecordShape.of(type);
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      RecordShape.Part part = shape.part(name);
      tree.set(name, part == null ? parts.readTree(parser) : read(part.type()));
    }
    return tree;
  }

  private JsonNode read(AnnotatedType type) {
    Class<?> raw = RecordShape.raw(type);
    if (parser.currentToken() == JsonToken.VALUE_NULL) return mapper.nullNode();
    if (raw == NumberRows.class) {
      // The series of a request are mostly of one length.
      before = NumberRows.read(parser, before);
      return mapper.getNodeFactory().pojoNode(before);
    }
    if (raw != List.class) return read(raw);
    if (parser.currentToken() != JsonToken.START_ARRAY) return parts.readTree(parser);
    ArrayNode items = mapper.createArrayNode();
    AnnotatedType item = RecordShape.item(type);
    while (parser.nextToken() != JsonToken.END_ARRAY) items.add(read(item));
    return items;
  }
}
