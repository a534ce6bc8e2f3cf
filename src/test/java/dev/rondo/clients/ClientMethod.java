package dev.rondo.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A method of a client. It calls an operation of the OpenAPI document and returns one of its kinds of answer.
///
/// @param name that of the operation, with a suffix if the operation has several kinds of answer
/// @param segments parameters of the path
/// @param body of the body; null if there is none
/// @param rows whether the body may be JSON, rows of text or a file
/// @param bodyType media type of a body that is only a file; null for others
/// @param dryRun whether the method asks only what the call would need
/// @param repeatable whether a call can be repeated without doing anything twice
record ClientMethod(
    String name,
    String summary,
    String verb,
    String path,
    List<Argument> segments,
    List<Argument> query,
    List<Argument> headers,
    @Nullable Shape body,
    boolean rows,
    @Nullable String bodyType,
    boolean dryRun,
    Answer answer,
    boolean repeatable) {

  /// A parameter of the operation.
  record Argument(String name, Shape shape) {}

  /// What a method returns.
  sealed interface Answer {
    record Json(Shape shape) implements Answer {}

    /// All items of a list that the service sends in pages.
    record Pages(Shape item) implements Answer {}

    record Text(String mediaType) implements Answer {}

    record Bytes() implements Answer {}

    record Events() implements Answer {}

    record Nothing() implements Answer {}
  }

  /// Operations that only compute, although their method is `POST`.
  private static final Set<String> COMPUTATIONS =
      Set.of("predict", "predictByAlias", "findAnomalies", "forecastByKserve", "previewDataset");

  private static final String JSON = "application/json";
  private static final String EVENTS = "text/event-stream";
  private static final String BYTES = "application/octet-stream";

  /// Answers as NDJSON have the content of those as JSON, so no method asks for them.
  private static final String LINES = "application/x-ndjson";

  /// The methods of all operations, in the order of the document.
  static List<ClientMethod> all(JsonNode document) {
    List<ClientMethod> methods = new ArrayList<>();
    document
        .get("paths")
        .forEachEntry((path, operations) ->
            operations.forEachEntry((verb, operation) ->
                methods.addAll(
                    new Operation(document, verb.toUpperCase(Locale.ROOT), path, operation)
                        .methods())));
    return methods;
  }

  /// The path with other text in place of its parameters.
  String path(UnaryOperator<String> segment) {
    String replaced = path;
    for (Argument argument : segments)
      replaced = replaced.replace("{" + argument.name() + "}", segment.apply(argument.name()));
    return replaced;
  }

  private record Operation(JsonNode document, String verb, String path, JsonNode node) {
    List<ClientMethod> methods() {
      boolean dryRun = parameters("query").stream().anyMatch(Operation::isDryRun);
      List<ClientMethod> methods = new ArrayList<>();
      content(dryRun ? "202" : "2")
          .forEachEntry((type, content) -> {
            if (type.equals(JSON)) methods.addFirst(method("", answer(content)));
            else if (type.equals(BYTES)) methods.add(method("", new Answer.Bytes()));
            else if (type.equals(EVENTS)) methods.add(method("", new Answer.Events()));
            else if (!type.equals(LINES)) methods.add(method("", new Answer.Text(type)));
          });
      if (methods.isEmpty()) methods.add(method("", new Answer.Nothing()));
      for (int i = 1; i < methods.size(); i++) {
        Answer answer = methods.get(i).answer();
        boolean csv = answer.equals(new Answer.Text("text/csv"));
        methods.set(i, method(csv ? "Csv" : "Text", answer));
      }
      if (dryRun) methods.add(method("DryRun", answer(content("200").get(JSON))));
      return methods;
    }

    private ClientMethod method(String suffix, Answer answer) {
      String id = node.get("operationId").stringValue();
      boolean dryRun = suffix.equals("DryRun");
      List<Argument> headers = parameters("header");
      boolean keyed = headers.stream().anyMatch(header -> header.name().equals("Idempotency-Key"));
      JsonNode bodies = node.at("/requestBody/content");
      boolean file = bodies.has(BYTES);
      return new ClientMethod(
          id + suffix,
          node.get("summary").stringValue()
              + switch (suffix) {
                case "Csv" -> ", as CSV";
                case "Text" -> ", as text";
                case "DryRun" -> ": tell what it would need, but start nothing";
                default -> "";
              },
          verb,
          path,
          parameters("path"),
          parameters("query").stream()
              .filter(each -> !isDryRun(each))
              .filter(each -> !(answer instanceof Answer.Pages) || !each.name().equals("cursor"))
              .toList(),
          headers,
          bodies.isMissingNode() ? null : file ? new Shape.File() : json(bodies),
          bodies.size() > 1,
          file ? BYTES : null,
          dryRun,
          answer,
          Set.of("GET", "PUT").contains(verb) || keyed || dryRun || COMPUTATIONS.contains(id));
    }

    private static Shape json(JsonNode bodies) {
      return Shape.of(bodies.get(JSON).get("schema"));
    }

    private static boolean isDryRun(Argument parameter) {
      return parameter.name().equals("dryRun");
    }

    private Answer answer(JsonNode content) {
      JsonNode schema = content.get("schema");
      JsonNode page = document.at(schema.path("$ref").stringValue("#/none").substring(1));
      return page.at("/properties/nextCursor").isMissingNode()
          ? new Answer.Json(Shape.of(schema))
          : new Answer.Pages(Shape.of(page.at("/properties/items/items")));
    }

    /// The content of the first answer whose status begins so.
    private JsonNode content(String status) {
      return node.get("responses").properties().stream()
          .filter(response -> response.getKey().startsWith(status))
          .map(response -> response.getValue().path("content"))
          .findFirst()
          .orElseThrow();
    }

    private List<Argument> parameters(String in) {
      return StreamSupport.stream(node.path("parameters").spliterator(), false)
          .filter(parameter -> parameter.get("in").stringValue().equals(in))
          .map(parameter ->
              new Argument(parameter.get("name").stringValue(), Shape.of(parameter.get("schema"))))
          .toList();
    }
  }
}
