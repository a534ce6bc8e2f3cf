package dev.rondo.clients;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// The language of a client. It writes the parts of the client that follow from the OpenAPI document: a method for each kind of
/// answer of each operation, and a type for each schema.
interface ClientLanguage {
  /// A member of an object.
  record Member(String name, Shape shape, boolean required) {}

  /// The source of the client.
  Path file();

  /// What a line of comment begins with.
  String comment();

  /// The name of a method in this language.
  String name(String method);

  String method(ClientMethod method);

  /// A type for objects with these members.
  String type(String name, List<Member> members);

  /// A type that stands for one of others.
  String union(String name, Shape shape);

  /// The source of the client with its generated parts replaced by those that follow from the document.
  default String updated(String client, JsonNode document) {
    String methods =
        ClientMethod.all(document).stream().map(this::method).collect(Collectors.joining("\n"));
    String types =
        document.at("/components/schemas").properties().stream()
            .filter(schema -> schema.getValue().at("/properties/nextCursor").isMissingNode())
            .map(schema -> described(schema.getKey(), schema.getValue()))
            .collect(Collectors.joining());
    return replaced(replaced(client, "operations", methods), "types", types);
  }

  private String described(String name, JsonNode schema) {
    if (!schema.has("properties")) return union(name, Shape.of(schema));
    List<String> required =
        StreamSupport.stream(schema.path("required").spliterator(), false)
            .map(JsonNode::stringValue)
            .toList();
    return type(
        name,
        schema.get("properties").properties().stream()
            .map(member ->
                new Member(
                    member.getKey(),
                    Shape.of(member.getValue()),
                    required.contains(member.getKey())))
            .toList());
  }

  private String replaced(String client, String region, String content) {
    Pattern pattern =
        Pattern.compile(
            "(?s)( *%1$s region %2$s[^\\n]*\\n)(.*?)( *%1$s endregion)"
                .formatted(comment(), region));
    Matcher matcher = pattern.matcher(client);
    if (!matcher.find()) throw new AssertionError(file() + " has no region " + region);
    return client.substring(0, matcher.end(1)) + content + client.substring(matcher.start(3));
  }
}
