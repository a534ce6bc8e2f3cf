package dev.rondo.server.web;

import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.server.memory.Reservation;
import java.io.InputStream;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Creates a record from the JSON of a request and reports all faults at once.
///
/// A member that is left out gets the default of the enclosing record, or else that of [Defaults]. If the request names another
/// `type` than the default, the defaults of that type apply. A component is a fault if it is not given, has no default and is not
/// `@Nullable`. Other faults are unknown members, numbers out of range, values of another type, and whatever a constructor
/// refuses.
public final class RecordBinder {
  private static final int MOST_FAULTS = 50;

  private final JsonMapper mapper;
  private final Defaults defaults;
  private final Reservation memory;

  /// @param memory memory of the current request, which grows with its body
  public RecordBinder(JsonMapper mapper, Defaults defaults, Reservation memory) {
    this.mapper = mapper;
    this.defaults = defaults;
    this.memory = memory;
  }

  /// Reads one JSON object with nothing after it; throws [BadRequestException].
  public <T extends Record> T bind(InputStream json, Class<T> type) {
    return bind(parse(json, type), type);
  }

  /// As [#bind(InputStream, Class)], with defaults that depend on the request.
  ///
  /// @param fallback computes the defaults of left-out members from the body
  public <T extends Record> T bind(
      InputStream json, Class<T> type, UnaryOperator<JsonNode> fallback) {
    JsonNode tree = parse(json, type);
    return bind(tree, type, fallback.apply(tree));
  }

  /// Reads the records of a body one after the other, for [#bind(JsonNode, Class)].
  public RequestTree trees(JsonParser parser) {
    return new RequestTree(mapper, parser, memory);
  }

  /// Throws [BadRequestException].
  public <T extends Record> T bind(JsonNode json, Class<T> type) {
    return bind(json, type, (JsonNode) null);
  }

  private <T extends Record> T bind(JsonNode json, Class<T> type, @Nullable JsonNode fallback) {
    List<Fault> faults = new ArrayList<>();
    Object bound = record(json, type, "", fallback, faults);
    if (bound == null || !faults.isEmpty()) {
      throw new BadRequestException(faults.subList(0, Math.min(faults.size(), MOST_FAULTS)));
    }
    return type.cast(bound);
  }

  /// Throws [BadRequestException] with line and column, and with the pointer to the place where reading ended.
  private JsonNode parse(InputStream json, Class<?> type) {
    try (JsonParser parser = mapper.createParser(json)) {
      return parse(parser, type);
    } catch (JacksonException e) {
      // The first bytes are those of an encoding that JSON does not have.
      throw new BadRequestException(Fault.at("", "not valid JSON: " + e.getOriginalMessage()));
    }
  }

  private JsonNode parse(JsonParser parser, Class<?> type) {
    try {
      if (parser.nextToken() == null)
        throw new BadRequestException(Fault.at("", "a body is required"));
      JsonNode tree = trees(parser).read(type);
      if (parser.nextToken() != null)
        throw new BadRequestException(Fault.at("", "nothing may follow the JSON object"));
      return tree;
    } catch (JacksonException e) {
      throw new BadRequestException(JsonFaults.of(e, parser));
    }
  }

  private @Nullable Object value(
      @Nullable JsonNode given,
      AnnotatedType type,
      String pointer,
      @Nullable JsonNode fallback,
      List<Fault> faults) {
    // Many clients write null for members that they leave out, so null is accepted unless it has a
    // meaning of its own.
    boolean left = given == null || (given.isNull() && !type.isAnnotationPresent(Nullable.class));
    JsonNode node = left && fallback != null ? fallback : given;
    if (node == null || node.isNull()) {
      if (!type.isAnnotationPresent(Nullable.class)) {
        faults.add(
            Fault.at(
                pointer,
                node == null
                    ? "is required: " + expected(type)
                    : "must not be null, but " + expected(type)));
      }
      return null;
    }
    Class<?> raw = RecordShape.raw(type);
    if (JsonTypes.ROOTS.contains(raw)) return leaf(node, raw, pointer, fallback, faults);
    if (raw == List.class) return list(node, RecordShape.item(type), pointer, fallback, faults);
    if (RecordShape.isRecord(raw)) return record(node, raw, pointer, fallback, faults);
    try {
      return Scalars.read(node, raw, mapper);
    } catch (IllegalArgumentException e) {
      faults.add(Fault.at(pointer, message(e)));
      return null;
    }
  }

  private @Nullable Object leaf(
      JsonNode node,
      Class<?> root,
      String pointer,
      @Nullable JsonNode fallback,
      List<Fault> faults) {
    var leaves = JsonTypes.leaves(root);
    String options = "one of " + String.join(", ", leaves.keySet());
    if (!node.isObject()) {
      faults.add(
          Fault.at(
              pointer,
              "must be an object with a type, " + options + ", was " + Scalars.describe(node)));
      return null;
    }
    JsonNode type = node.get("type");
    if (type == null && fallback != null && fallback.isObject()) type = fallback.get("type");
    Class<?> leaf = type != null && type.isString() ? leaves.get(type.stringValue()) : null;
    if (leaf == null) {
      String detail =
          type == null
              ? "is required: " + options
              : "must be " + options + ", was " + Scalars.describe(type);
      faults.add(Fault.at(pointer + "/type", detail));
      return null;
    }
    boolean same =
        fallback != null
            && fallback.isObject()
            && type != null
            && type.equals(fallback.get("type"));
    return record(node, leaf, pointer, same ? fallback : null, faults);
  }

  /// An item that is an object takes defaults from the object at the same place of the fallback.
  private @Nullable Object list(
      JsonNode node,
      AnnotatedType item,
      String pointer,
      @Nullable JsonNode fallback,
      List<Fault> faults) {
    if (!node.isArray()) {
      faults.add(Fault.at(pointer, "must be an array, was " + Scalars.describe(node)));
      return null;
    }
    List<@Nullable Object> items = new ArrayList<>(node.size());
    for (int i = 0; i < node.size() && faults.size() < MOST_FAULTS; i++) {
      JsonNode otherwise = fallback == null || !node.get(i).isObject() ? null : fallback.get(i);
      items.add(value(node.get(i), item, pointer + "/" + i, otherwise, faults));
    }
    return items;
  }

  private @Nullable Object record(
      JsonNode node,
      Class<?> type,
      String pointer,
      @Nullable JsonNode fallback,
      List<Fault> faults) {
    if (!node.isObject()) {
      faults.add(Fault.at(pointer, "must be an object, was " + Scalars.describe(node)));
      return null;
    }
    int before = faults.size();
    RecordShape shape = RecordShape.of(type);
    unknown(node, shape, pointer, faults);
    @Nullable JsonNode own = defaults.of(type);
    if (defaults.whole(type)
        && node.propertyNames().stream().anyMatch(name -> !name.equals("type"))) {
      own = null;
      fallback = null;
    }
    List<RecordShape.Part> parts = shape.parts();
    @Nullable Object[] arguments = new @Nullable Object[parts.size()];
    for (int i = 0; i < arguments.length; i++) {
      RecordShape.Part part = parts.get(i);
      String name = part.name();
      JsonNode otherwise = fallback == null ? null : fallback.get(name);
      if (otherwise == null && own != null) otherwise = own.get(name);
      if (otherwise == null) otherwise = empty(part.type());
      arguments[i] =
          value(node.get(name), part.type(), pointer + "/" + escape(name), otherwise, faults);
    }
    return faults.size() > before ? null : construct(shape, arguments, pointer, faults);
  }

  /// A record may be left out if its defaults are complete.
  private @Nullable JsonNode empty(AnnotatedType type) {
    Class<?> raw = RecordShape.raw(type);
    boolean nullable = type.isAnnotationPresent(Nullable.class);
    return !nullable && raw.isRecord() ? defaults.of(raw) : null;
  }

  private static void unknown(
      JsonNode node, RecordShape shape, String pointer, List<Fault> faults) {
    if (shape.open()) return;
    List<String> known = shape.known();
    for (String name : node.propertyNames()) {
      if (faults.size() >= MOST_FAULTS) return;
      if (!known.contains(name)) {
        String options =
            known.isEmpty()
                ? "this object has no members"
                : "known are " + String.join(", ", known);
        faults.add(Fault.at(pointer + "/" + escape(name), "is not a known member; " + options));
      }
    }
  }

  private static @Nullable Object construct(
      RecordShape shape, @Nullable Object[] arguments, String pointer, List<Fault> faults) {
    try {
      return shape.constructor().newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        String message = message(refusal);
        faults.add(Fault.at(pointer + concerned(shape, message), message));
        return null;
      }
      throw new IllegalStateException(
          "cannot make a record by " + shape.constructor(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a record by " + shape.constructor(), e);
    }
  }

  /// A message that begins with the name of a component, or with that of an item such as `levels/2`, gets a pointer to it.
  private static String concerned(RecordShape shape, String message) {
    String subject = message.split(" ", 2)[0];
    return shape.part(subject.split("/", 2)[0]) == null ? "" : "/" + subject;
  }

  private static String expected(AnnotatedType type) {
    Class<?> raw = RecordShape.raw(type);
    if (JsonTypes.ROOTS.contains(raw))
      return "an object with a type, one of " + String.join(", ", JsonTypes.leaves(raw).keySet());
    if (raw == List.class) return "an array";
    if (RecordShape.isRecord(raw)) {
      return RecordShape.of(raw).parts().stream()
          .map(RecordShape.Part::name)
          .collect(Collectors.joining(", ", "an object with ", ""));
    }
    return Scalars.expected(raw);
  }

  private static String message(Exception e) {
    return e.getMessage() == null ? "is not valid" : e.getMessage();
  }

  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
