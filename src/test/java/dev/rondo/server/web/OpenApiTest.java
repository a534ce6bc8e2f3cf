package dev.rondo.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.server.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenApiTest {
  private static final Path PUBLISHED = Path.of("docs/openapi.json");

  private final JsonNode document = Service.shared().get("/v3/api-docs").json();

  /// Rewrite it with `./mvnw test -Dtest=OpenApiTest,ClientSourcesTest -Dopenapi.write=true`.
  @Test
  void thePublishedDocumentIsTheOneServed() throws IOException {
    String served = PublishedDocument.served();
    if (Boolean.getBoolean("openapi.write")) Files.writeString(PUBLISHED, served);
    assertThat(PUBLISHED).exists();
    assertThat(Files.readString(PUBLISHED))
        .as("docs/openapi.json differs from what the service serves")
        .isEqualToNormalizingNewlines(served);
  }

  @Test
  void everyOperationHasNameSummaryTagAndProblems() {
    operations((name, operation) -> {
      assertThat(operation.path("operationId").stringValue("")).as(name).matches("[a-z][A-Za-z]+");
      assertThat(operation.path("summary").stringValue("")).as(name).isNotBlank();
      assertThat(operation.path("tags")).as(name).hasSize(1);
      assertThat(operation.at("/responses/500/content").toString()).as(name).contains("Problem");
    });
  }

  @Test
  void everyBodyHasAnExample() {
    operations((name, operation) ->
        operation
            .at("/requestBody/content")
            .forEachEntry((type, content) -> {
              boolean bytes = content.at("/schema/format").asString("").equals("binary");
              if (!type.startsWith("multipart/") && !bytes)
                assertThat(content.has("example") || content.has("examples"))
                    .as(name + " " + type)
                    .isTrue();
            }));
  }

  @Test
  void everySealedTypeIsOneOfItsLeaves() {
    Collection<Class<?>> described =
        JsonTypes.ROOTS.stream().filter(root -> schema(root.getSimpleName()) != null).toList();
    assertThat(described).isNotEmpty();
    for (Class<?> root : described) {
      JsonNode schema = schema(root.getSimpleName());
      assertThat(schema.at("/discriminator/propertyName").stringValue()).isEqualTo("type");
      assertThat(schema.get("oneOf")).hasSameSizeAs(JsonTypes.leaves(root).keySet());
      JsonTypes.leaves(root)
          .forEach((name, leaf) ->
              assertThat(schema(leaf.getSimpleName()).at("/properties/type/const").stringValue(""))
                  .isEqualTo(name));
    }
  }

  @Test
  void everyExampleAndDefaultHasTheTypeOfItsSchema() {
    List<String> wrong = new ArrayList<>();
    for (JsonNode schema : document.findParents("type")) {
      List<String> types = new ArrayList<>();
      JsonNode type = schema.get("type");
      if (type.isString()) types.add(type.stringValue());
      else if (type.isArray()) type.forEach(each -> types.add(each.stringValue("")));
      for (String member : List.of("example", "default")) {
        JsonNode value = schema.path(member);
        boolean listed =
            !schema.path("enum").isArray()
                || schema.get("enum").valueStream().anyMatch(value::equals);
        if (!value.isMissingNode() && (!types.contains(typeOf(value, types)) || !listed))
          wrong.add(member + " of " + schema);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static String typeOf(JsonNode value, List<String> types) {
    return switch (value.getNodeType()) {
      case NUMBER -> value.isIntegralNumber() && types.contains("integer") ? "integer" : "number";
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case ARRAY -> "array";
      case OBJECT, POJO -> "object";
      case NULL -> "null";
      case BINARY, MISSING -> "none";
    };
  }

  @Test
  void noReferenceLeadsNowhere() {
    List<String> missing = new ArrayList<>();
    for (JsonNode reference : document.findValues("$ref")) {
      if (document.at(reference.stringValue().substring(1)).isMissingNode())
        missing.add(reference.stringValue());
    }
    assertThat(missing).isEmpty();
  }

  private JsonNode schema(String name) {
    return document.at("/components/schemas").get(name);
  }

  private void operations(BiConsumer<String, JsonNode> check) {
    document
        .get("paths")
        .forEachEntry((path, methods) ->
            methods.forEachEntry(
                (method, operation) -> check.accept(method + " " + path, operation)));
  }
}
