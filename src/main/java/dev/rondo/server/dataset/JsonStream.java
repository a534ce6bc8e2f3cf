package dev.rondo.server.dataset;

import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.JsonFaults;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// A JSON body that is read token by token. It collects the faults of the body with their pointers.
final class JsonStream {
  private static final int MOST_FAULTS = 50;

  private final JsonParser parser;
  private final List<Fault> faults = new ArrayList<>();

  JsonStream(JsonParser parser) {
    this.parser = parser;
  }

  /// Reads the members of an object.
  interface Members {
    /// Reads the value of a member.
    ///
    /// @return whether the object may have this member; if not, the value is still to be skipped
    boolean read(String name);
  }

  /// Reads an item of an array, at its first token.
  interface Item {
    void read();
  }

  /// Reads the whole body, an object. Throws [BadRequestException] if it is not JSON.
  ///
  /// @param known names of the members for messages
  void body(String known, Members members) {
    try {
      if (parser.nextToken() != JsonToken.START_OBJECT)
        throw new BadRequestException(Fault.at("", "must be an object with " + known));
      object(known, members);
      if (parser.nextToken() != null) fault("", "nothing may follow the JSON object");
    } catch (JacksonException e) {
      throw new BadRequestException(JsonFaults.of(e, parser));
    }
  }

  /// Reads an object; every other value is a fault.
  ///
  /// @param known names of the members for messages
  /// @return whether the value is an object
  boolean object(String known, Members members) {
    if (!enters(JsonToken.START_OBJECT, "an object")) return false;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (!members.read(name)) {
        fault(pointer(), "there is no member '" + name + "' here; known are " + known);
        parser.skipChildren();
      }
    }
    return true;
  }

  /// Reads an array; every other value is a fault.
  ///
  /// @return whether the value is an array
  boolean array(Item item) {
    if (!enters(JsonToken.START_ARRAY, "an array")) return false;
    while (parser.nextToken() != JsonToken.END_ARRAY) item.read();
    return true;
  }

  private boolean enters(JsonToken start, String expected) {
    if (parser.currentToken() == start) return true;
    fault(pointer(), "must be " + expected);
    parser.skipChildren();
    return false;
  }

  /// Whether the present value is an array.
  boolean atArray() {
    return parser.currentToken() == JsonToken.START_ARRAY;
  }

  void skip() {
    parser.skipChildren();
  }

  /// A text; null after a fault.
  @Nullable String text() {
    if (parser.currentToken() == JsonToken.VALUE_STRING) return parser.getString();
    fault(pointer(), "must be a text");
    parser.skipChildren();
    return null;
  }

  /// A text or an integer; null after a fault.
  @Nullable String textOrInteger() {
    return parser.currentToken() == JsonToken.VALUE_NUMBER_INT ? parser.getString() : text();
  }

  /// A text or a finite number; null for null and after a fault.
  @Nullable Object textOrNumber() {
    return switch (parser.currentToken()) {
      case VALUE_NULL -> null;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        double value = number();
        yield Double.isNaN(value) ? null : (Object) value;
      }
      default -> text();
    };
  }

  /// A finite number; NaN for null and after a fault.
  double number() {
    switch (parser.currentToken()) {
      case VALUE_NULL -> {
        return Double.NaN;
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        double value = parser.getDoubleValue();
        if (Double.isFinite(value)) return value;
        fault(
            pointer(), "must be a number within the range of a double, was " + parser.getString());
      }
      default -> {
        fault(pointer(), "must be a number, or null where a value is missing");
        parser.skipChildren();
      }
    }
    return Double.NaN;
  }

  /// JSON Pointer to the present value.
  String pointer() {
    return parser.streamReadContext().pathAsPointer().toString();
  }

  /// Adds a fault; throws [BadRequestException] if there are too many.
  void fault(String pointer, String detail) {
    faults.add(Fault.at(pointer, detail));
    if (faults.size() >= MOST_FAULTS) throw new BadRequestException(faults);
  }

  /// Number of faults so far.
  int faults() {
    return faults.size();
  }

  /// Throws [BadRequestException] if there is a fault.
  void refuseFaults() {
    if (!faults.isEmpty()) throw new BadRequestException(faults);
  }
}
