package dev.rondo.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Uploads every file of the cases without any parameter and compares the result with its `expected.json`.
class CasesTest {
  private static final Path CASES = Path.of("../shared/cases");

  private final Service service = Service.shared();

  @TestFactory
  Stream<DynamicTest> readsEveryFileAsExpected() throws IOException {
    assumeTrue(
        Files.exists(CASES.resolve("expected.json")), "the cases are not beside the project");
    JsonNode expected =
        JsonMapper.builder().build().readTree(Files.readAllBytes(CASES.resolve("expected.json")));
    return expected
        .propertyStream()
        .map(file ->
            DynamicTest.dynamicTest(file.getKey(), () -> check(file.getKey(), file.getValue())));
  }

  private void check(String file, JsonNode expected) throws IOException {
    Answer answer =
        service.send(
            "POST",
            "/api/v1/datasets",
            Files.readAllBytes(CASES.resolve(file)),
            "Content-Type",
            "text/csv");
    if (answer.status() == 422 && (expected.has("refuse") || expected.has("orRefuse"))) {
      assertThat(answer.json().at("/errors/0/detail").stringValue("")).isNotBlank();
      for (String words : List.of("refuse", "refuseWords"))
        for (JsonNode word : expected.path(words))
          assertThat(answer.text()).contains(word.stringValue());
      return;
    }
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(expected.has("refuse")).as("should be refused: " + answer.text()).isFalse();
    JsonNode dataset = answer.json();
    if (expected.has("read")) checkShape(dataset, expected.get("read"));
    if (expected.has("neverAllMissing"))
      for (List<Double> values : allValues(dataset))
        assertThat(values).as(answer.text()).anyMatch(value -> !value.isNaN());
    if (expected.has("falseGrid")
        && Set.of("PT0.001S", "PT0.002S").contains(text(dataset, "frequency")))
      assertThat(dataset.get("missing").longValue()).as(answer.text()).isZero();
    if (expected.has("finding"))
      assertThat(tellsOfTheSeparator(dataset)).as(answer.text()).isTrue();
    if (expected.has("valuesOrFinding") && !tellsOfTheSeparator(dataset))
      assertThat(allValues(dataset).getFirst())
          .as(answer.text())
          .isEqualTo(numbers(expected.get("valuesOrFinding")));
  }

  private void checkShape(JsonNode dataset, JsonNode read) {
    String all = dataset.toString();
    if (has(read, "frequency"))
      assertThat(text(dataset, "frequency")).as(all).isEqualTo(text(read, "frequency"));
    if (has(read, "series"))
      assertThat(dataset.at("/shape/series").intValue())
          .as(all)
          .isEqualTo(read.get("series").intValue());
    if (has(read, "steps"))
      assertThat(dataset.at("/shape/steps/max").intValue())
          .as(all)
          .isEqualTo(read.get("steps").intValue());
    if (has(read, "missing"))
      assertThat(dataset.get("missing").longValue())
          .as(all)
          .isEqualTo(read.get("missing").longValue());
    if (has(read, "first")) checkTime(dataset, "start", text(read, "first"));
    if (has(read, "last")) checkTime(dataset, "end", text(read, "last"));
    if (has(read, "values"))
      assertThat(allValues(dataset).getFirst()).as(all).isEqualTo(numbers(read.get("values")));
    if (has(read, "firstValue"))
      assertThat(allValues(dataset).getFirst().getFirst())
          .as(all)
          .isEqualTo(read.get("firstValue").doubleValue());
    if (has(read, "seriesId"))
      assertThat(seriesIds(dataset)).as(all).containsExactly(text(read, "seriesId"));
  }

  private static void checkTime(JsonNode dataset, String end, String prefix) {
    assertThat(dataset.get("timeRange").get(end).stringValue())
        .as(dataset.toString())
        .startsWith(prefix);
  }

  private static boolean has(JsonNode read, String member) {
    return read.has(member) && !read.get(member).isNull();
  }

  private static String text(JsonNode node, String member) {
    return node.get(member).stringValue();
  }

  /// Whether a finding names the ambiguous separator.
  private static boolean tellsOfTheSeparator(JsonNode dataset) {
    for (JsonNode finding : dataset.at("/report/findings")) {
      String detail = text(finding, "detail");
      if (text(finding, "kind").equals("warning")
          && (detail.contains("thousands") || detail.contains("decimal"))) return true;
    }
    return false;
  }

  private static List<Double> numbers(JsonNode array) {
    List<Double> numbers = new ArrayList<>();
    for (JsonNode number : array) numbers.add(number.isNull() ? Double.NaN : number.doubleValue());
    return numbers;
  }

  private List<String> seriesIds(JsonNode dataset) {
    List<String> ids = new ArrayList<>();
    for (JsonNode series :
        service.get("/api/v1/datasets/" + text(dataset, "id") + "/series").json().get("items"))
      ids.add(text(series, "id"));
    return ids;
  }

  /// Values of the first column, series after series.
  private List<List<Double>> allValues(JsonNode dataset) {
    List<List<Double>> all = new ArrayList<>();
    for (String id : seriesIds(dataset)) {
      Answer answer =
          service.get(
              "/api/v1/datasets/"
                  + text(dataset, "id")
                  + "/series/"
                  + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20"));
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      List<Double> values = new ArrayList<>();
      for (JsonNode row : answer.json().get("values")) values.addAll(numbers(row).subList(0, 1));
      all.add(values);
    }
    return all;
  }
}
