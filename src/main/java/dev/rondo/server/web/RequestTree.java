package dev.rondo.server.web;

import dev.rondo.server.memory.Reservation;
import java.lang.reflect.AnnotatedType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.util.JsonParserDelegate;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The JSON of a request as a tree. The values of series are [NumberRows] instead of a node for each number. Memory is reserved
/// as the tree grows. Unknown members become null without being read, and only the first of them are kept.
public final class RequestTree {
  /// Bytes of a token: a node, a name, or its share of an object or array.
  private static final long BYTES_OF_A_TOKEN = 64;

  /// Largest number of unknown members of an object that are kept for the error.
  private static final int MOST_UNKNOWN = 50;

  private final JsonMapper mapper;
  private final ObjectReader parts;
  private final JsonParser parser;
  private final JsonParser paid;
  private final PrepaidMemory memory;
  private @Nullable NumberRows before;

  /// @param memory memory that grows with the tree
  RequestTree(JsonMapper mapper, JsonParser parser, Reservation memory) {
    this.mapper = mapper;
    this.parts = mapper.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    this.parser = parser;
    this.memory = new PrepaidMemory(memory);
    this.paid = new PaidParser(parser, this.memory);
  }

  /// Reserves memory for the tokens that it reads.
  private static final class PaidParser extends JsonParserDelegate {
    private final PrepaidMemory memory;

    PaidParser(JsonParser parser, PrepaidMemory memory) {
      super(parser);
      this.memory = memory;
    }

    @Override
    public @Nullable JsonToken nextToken() {
      memory.grow(BYTES_OF_A_TOKEN);
      JsonToken token = super.nextToken();
      if (token == JsonToken.VALUE_STRING || token == JsonToken.PROPERTY_NAME)
        memory.grow((long) Character.BYTES * getStringLength());
      return token;
    }
  }

  /// Reads the record at the parser's position.
  public JsonNode read(Class<?> type) {
    if (paid.currentToken() != JsonToken.START_OBJECT || !RecordShape.isRecord(type))
      return parts.readTree(paid);
    ObjectNode tree = mapper.createObjectNode();
    RecordShape shape = RecordShape.of(type);
    int unknown = 0;
    while (paid.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = paid.currentName();
      paid.nextToken();
      RecordShape.Part part = shape.part(name);
      if (part != null) {
        tree.set(name, read(part.type()));
      } else if (shape.known().contains(name)) {
        tree.set(name, parts.readTree(paid));
      } else {
        skip();
        if (!shape.open() && unknown++ < MOST_UNKNOWN) tree.putNull(name);
      }
    }
    return tree;
  }

  /// Skips a value. Memory is reserved for its names, because the parser keeps them to find duplicates.
  private void skip() {
    int depth = 0;
    for (JsonToken token = paid.currentToken(); token != null; token = paid.nextToken()) {
      if (token.isStructStart()) depth++;
      if (token.isStructEnd()) depth--;
      if (depth == 0) return;
    }
  }

  private JsonNode read(AnnotatedType type) {
    Class<?> raw = RecordShape.raw(type);
    if (paid.currentToken() == JsonToken.VALUE_NULL) return mapper.nullNode();
    if (raw == NumberRows.class) {
      // The series of a request mostly have the same length.
      before = NumberRows.read(parser, before, memory);
      return mapper.getNodeFactory().pojoNode(before);
    }
    if (raw != List.class) return read(raw);
    if (paid.currentToken() != JsonToken.START_ARRAY) return parts.readTree(paid);
    ArrayNode items = mapper.createArrayNode();
    AnnotatedType item = RecordShape.item(type);
    while (paid.nextToken() != JsonToken.END_ARRAY) items.add(read(item));
    return items;
  }
}
