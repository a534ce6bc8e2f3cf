package dev.rondo.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.web.PublishedDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Compares the clients in Python and TypeScript with the published document.
class ClientSourcesTest {
  /// Operations that the clients do not need, with the reason.
  private static final Map<String, String> OMITTED =
      Map.of(
          "backup", "for operators, who have a command",
          "startVerification", "for operators, who have a command",
          "getVerification", "for operators, who have a command");

  private final JsonNode document =
      JsonMapper.builder().build().readTree(PublishedDocument.served());

  static Stream<ClientLanguage> languages() {
    return Stream.of(new PythonLanguage(), new TypeScriptLanguage());
  }

  /// Rewrite them with `./mvnw test -Dtest=OpenApiTest,ClientSourcesTest -Dopenapi.write=true`.
  @ParameterizedTest
  @MethodSource("languages")
  void theGeneratedPartsFollowFromTheDocument(ClientLanguage language) throws IOException {
    String present = Files.readString(language.file());
    String expected = language.updated(present, document);
    if (Boolean.getBoolean("openapi.write")) Files.writeString(language.file(), expected);
    assertThat(Files.readString(language.file()))
        .as(language.file() + " does not follow from docs/openapi.json")
        .isEqualToNormalizingNewlines(expected);
  }

  @ParameterizedTest
  @MethodSource("languages")
  void everyOperationHasAMethod(ClientLanguage language) throws IOException {
    String client = Files.readString(language.file());
    List<String> missing = new ArrayList<>();
    document
        .get("paths")
        .forEach(operations ->
            operations.forEach(operation -> {
              String id = operation.get("operationId").stringValue();
              Pattern definition =
                  Pattern.compile(
                      "^ +(def )?" + Pattern.quote(language.name(id)) + "\\(", Pattern.MULTILINE);
              if (!OMITTED.containsKey(id) && !definition.matcher(client).find()) missing.add(id);
            }));
    assertThat(missing).as("operations without a method in " + language.file()).isEmpty();
  }
}
