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
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

class OpenApiTest {
  private static final Path PUBLISHED = Path.of("docs/openapi.json");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .build();

  private final JsonNode document = Service.shared().get("/v3/api-docs").json();

  /// Rewrite it with `./mvnw test -Dtest=OpenApiTest -Dopenapi.write=true`.
  @Test
  void thePublishedDocumentIsTheOneServed() throws IOException {
    String served = JSON.writeValueAsString(JSON.treeToValue(document, Map.class)) + "\n";
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
