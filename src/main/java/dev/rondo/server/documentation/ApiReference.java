package dev.rondo.server.documentation;

import dev.rondo.server.web.ProblemType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The reference of the API as Markdown: a page for each tag of the OpenAPI document, one for the types of bodies, and one for those of
/// problems.
final class ApiReference {
  private static final String FOLDER = "docs/reference/";
  private static final String TYPES = FOLDER + "types.md";
  private static final String PROBLEM_TYPES = FOLDER + "problem-types.md";
  private static final String TITLE = "API: ";
  private static final String REFERENCE = "#/components/schemas/";

  private final JsonNode document;

  ApiReference(JsonNode document) {
    this.document = document;
  }

  /// The pages by the file that each would be, in the order of the tags.
  Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    for (JsonNode tag : document.get("tags")) {
      String name = tag.get("name").stringValue();
      pages.put(file(name), page(name, tag.path("description").stringValue("")));
    }
    pages.put(TYPES, types());
    pages.put(PROBLEM_TYPES, problemTypes());
    return pages;
  }

  /// The title of a page of this reference where it is clear that it belongs to it.
  static String shortTitle(SitePage page) {
    return page.title().substring(TITLE.length());
  }

  private static String file(String tag) {
    return FOLDER + tag.toLowerCase(Locale.ROOT).replace(' ', '-') + ".md";
  }

  private String page(String tag, String description) {
    StringBuilder page = new StringBuilder("# " + TITLE + tag + "\n\n" + description + ".\n");
    document
        .get("paths")
        .forEachEntry((path, methods) ->
            methods.forEachEntry((method, operation) -> {
              if (operation.at("/tags/0").stringValue("").equals(tag))
                page.append(operation(method.toUpperCase(Locale.ROOT), path, operation));
            }));
    return page.toString();
  }

  private String operation(String method, String path, JsonNode operation) {
    StringBuilder text = new StringBuilder();
    text.append("\n## ").append(operation.path("summary").stringValue(path));
    text.append("\n\n**`").append(method).append(' ').append(path).append("`**\n\n");
    text.append(operation.path("description").stringValue("")).append("\n\n");
    if (operation.has("parameters")) text.append(parameters(operation.get("parameters")));
    operation
        .at("/requestBody/content")
        .forEachEntry((type, content) -> text.append(body(type, content)));
    text.append(answers(operation.get("responses")));
    return text.toString();
  }

  private String parameters(JsonNode parameters) {
    StringBuilder table =
        new StringBuilder("| parameter | in | type | default | meaning |\n|---|---|---|---|---|\n");
    for (JsonNode parameter : parameters) {
      JsonNode schema = parameter.path("schema");
      table.append(
          row(
              code(parameter.get("name").stringValue()) + required(parameter),
              parameter.get("in").stringValue(),
              type(schema),
              literal(schema.get("default")),
              parameter.path("description").stringValue("")));
    }
    return table.append('\n').toString();
  }

  private static String required(JsonNode parameter) {
    return parameter.path("required").booleanValue(false) ? " (required)" : "";
  }

  private String body(String mediaType, JsonNode content) {
    StringBuilder text = new StringBuilder("Body as `" + mediaType + "`");
    JsonNode schema = content.path("schema");
    text.append(schema.isMissingNode() ? "\n\n" : ": " + type(schema) + "\n\n");
    content
        .path("examples")
        .forEachEntry((name, example) -> {
          text.append(name).append(":\n\n");
          JsonNode value = example.get("value");
          boolean json = value.isContainer();
          text.append(json ? "```json\n" : "```text\n");
          text.append(json ? value.toPrettyString() : value.stringValue().strip());
          text.append("\n```\n\n");
        });
    return text.toString();
  }

  private String answers(JsonNode responses) {
    StringBuilder table = new StringBuilder("| status | answer | content |\n|---|---|---|\n");
    responses.forEachEntry((status, response) -> {
      StringJoiner contents = new StringJoiner("; ");
      response
          .path("content")
          .forEachEntry((type, content) ->
              contents.add(
                  code(type) + (content.has("schema") ? " " + type(content.get("schema")) : "")));
      table.append(row(status, response.path("description").stringValue(""), contents.toString()));
    });
    return table.append('\n').toString();
  }

  private String types() {
    StringBuilder page =
        new StringBuilder("# " + TITLE + "Types\n\nThe types of bodies, by name.\n");
    document
        .at("/components/schemas")
        .forEachEntry((name, schema) -> {
          page.append("\n## ").append(name).append("\n\n");
          if (schema.has("description"))
            page.append(schema.get("description").stringValue()).append("\n\n");
          page.append(schema.has("properties") ? fields(schema) : type(schema) + "\n");
        });
    return page.toString();
  }

  private static String problemTypes() {
    StringBuilder page =
        new StringBuilder(
            "# "
                + TITLE
                + "Problem types\n\nErrors are `application/problem+json` (RFC 9457), with one of these types.\n\n"
                + "| status | type | title | meaning and remedy |\n|---|---|---|---|\n");
    for (ProblemType type : ProblemType.values())
      page.append(
          row(Integer.toString(type.status()), code(type.uri()), type.title(), type.description()));
    return page.toString();
  }

  private String fields(JsonNode schema) {
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(name -> required.add(name.stringValue()));
    StringBuilder table =
        new StringBuilder("| member | type | default | meaning |\n|---|---|---|---|\n");
    schema
        .get("properties")
        .forEachEntry((name, member) ->
            table.append(
                row(
                    code(name) + (required.contains(name) ? " (required)" : ""),
                    type(member),
                    literal(member.get("default")),
                    member.path("description").stringValue(""))));
    return table.toString();
  }

  /// The type of values of a schema in words, with links to named types.
  private String type(JsonNode schema) {
    if (schema.has("$ref")) return link(schema.get("$ref").stringValue());
    if (schema.has("oneOf")) return oneOf(schema.get("oneOf"));
    if (schema.has("const")) return code(schema.get("const").asString());
    if (schema.has("enum")) return joined(schema.get("enum"), value -> code(value.asString()));
    if (schema.has("items")) return "list of " + type(schema.get("items"));
    if (schema.path("additionalProperties").isObject())
      return "map to " + type(schema.get("additionalProperties"));
    JsonNode type = schema.path("type");
    String name = type.isArray() ? joined(type, JsonNode::asString) : type.asString("any JSON");
    return schema.has("format") ? name + " (" + schema.get("format").stringValue() + ")" : name;
  }

  private String oneOf(JsonNode choices) {
    return joined(choices, this::type);
  }

  private static String joined(JsonNode values, Function<JsonNode, String> text) {
    StringJoiner joined = new StringJoiner(" or ");
    values.forEach(value -> joined.add(text.apply(value)));
    return joined.toString();
  }

  private static String link(String reference) {
    String name = reference.substring(REFERENCE.length());
    return "[%s](types.md#%s)".formatted(name, name.toLowerCase(Locale.ROOT));
  }

  private static String literal(@Nullable JsonNode value) {
    return value == null ? "" : code(value.toString());
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static String row(String... cells) {
    StringJoiner row = new StringJoiner(" | ", "| ", " |\n");
    for (String cell : cells) row.add(cell.replace("|", "\\|").replace('\n', ' '));
    return row.toString();
  }
}
