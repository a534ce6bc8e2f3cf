package dev.rondo.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.rondo.server.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Every example of the API description and every body of the README matches the published schema.
class SchemaExamplesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// A curl call with a JSON body, `"$API/path" ... -d '...'`, in a shell block.
  private static final Pattern CALL =
      Pattern.compile(
          "\"\\$API(/[^\"?]*)[^\"]*\"[^\\n]*-d '\\s*(.*?\\})'\\s*(?:[)|>;]|\\n|$)", Pattern.DOTALL);

  private final JsonNode document = Service.shared().get("/v3/api-docs").json();
  private final List<String> wrong = new ArrayList<>();

  @Test
  void everyExampleFits() {
    int[] checked = {0};
    document
        .get("paths")
        .forEachEntry((path, operations) ->
            operations.forEachEntry((method, operation) -> {
              JsonNode json = operation.at("/requestBody/content/application~1json");
              json.path("examples")
                  .forEachEntry((name, example) -> {
                    checked[0]++;
                    JsonNode value = example.get("value");
                    check(
                        method + " " + path + " '" + name + "'",
                        value.isString() ? JSON.readTree(value.stringValue()) : value,
                        json.get("schema"));
                  });
            }));
    assertThat(checked[0]).isGreaterThan(6);
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyBodyOfTheReadmeFits() throws IOException {
    var calls = CALL.matcher(Files.readString(Path.of("README.md")));
    int checked = 0;
    while (calls.find()) {
      checked++;
      // Shell variables are between quotes of both kinds.
      String body = calls.group(2).replaceAll("'\\$\\w+'|'\"\\$\\w+\"'", "id");
      String path = "/api/v1" + calls.group(1).replaceAll("\\$\\w+|latest", "{id}");
      JsonNode schema =
          document.get("paths").path(path).at("/post/requestBody/content/application~1json/schema");
      assertThat(schema.isMissingNode()).as("a schema for POST " + path).isFalse();
      check("README " + path, JSON.readTree(body), schema);
    }
    assertThat(checked).isGreaterThan(3);
    assertThat(wrong).isEmpty();
  }

  @Test
  void whatDoesNotFitIsFound() {
    JsonNode schema = JSON.readTree("{\"$ref\": \"#/components/schemas/JobRequest\"}");
    check("unknown member", JSON.readTree("{\"datasetId\": \"a\", \"x\": 1}"), schema);
    check("no dataset", JSON.readTree("{}"), schema);
    check(
        "text for a number",
        JSON.readTree("{\"datasetId\": \"a\", \"window\": {\"lookback\": \"x\"}}"),
        schema);
    assertThat(wrong).hasSizeGreaterThanOrEqualTo(3);
  }

  /// The schema together with all components, so that its references can be resolved.
  private void check(String what, JsonNode value, JsonNode schema) {
    ObjectNode whole = ((ObjectNode) schema).deepCopy();
    whole.set("components", document.get("components"));
    Schema compiled =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(whole);
    for (Error error : compiled.validate(value)) wrong.add(what + ": " + error);
  }
}
