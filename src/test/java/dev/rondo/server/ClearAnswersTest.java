package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Refusals say what is wrong, where, and what would be right, in words of the request.
class ClearAnswersTest {
  private static final Service SERVICE = Service.shared();
  private static String dataset = "";
  private static String model = "";

  @BeforeAll
  static void train() {
    String days =
        IntStream.range(0, 60)
            .mapToObj(day -> LocalDate.of(2026, 1, 1).plusDays(day) + "," + (10 + day % 7))
            .collect(Collectors.joining("\n", "date,demand\n", "\n"));
    dataset = Jobflow.upload(SERVICE, "", days);
    model = Jobflow.model(SERVICE, Jobflow.small(dataset, "\"epochs\": 1")) + "/predictions";
  }

  private static JsonNode refusal(Answer answer, int status) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    return answer.json().at("/errors/0");
  }

  @ParameterizedTest
  @CsvSource({
    "levels=x,'80,x'",
    "levels=80&levels=x,'80,x'",
    "'levels=80,x','80,x'",
    "horizon=x,integer"
  })
  void parametersNameTheTypeOfTheirItems(String query, String shown) {
    JsonNode fault =
        refusal(SERVICE.post(model + "?" + query, "text/csv", "date,demand\n2026-01-01,1\n"), 400);
    String name = query.substring(0, query.indexOf('='));
    assertThat(fault.get("parameter").stringValue()).isEqualTo(name);
    if (name.equals("levels"))
      assertThat(fault.get("detail").stringValue())
          .isEqualTo(
              "levels must be a list, separated by commas, and each item a number, was '%s'"
                  .formatted(query.equals("levels=x") ? "x" : shown));
    else assertThat(fault.get("detail").stringValue()).contains("an integer", "'x'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"series\":\\n [1,2                  | 2 | the array that begins at line 2, column 2; expected a value or ']'",
        "{\"horizon\":1,                       | 1 | the object that begins at line 1, column 1; expected a member or '}'",
        "{\"horizon\": \"abc                   | 1 | within a string; expected '\"'",
        "{\"horizon\":1]                       | 1 | expected '}' (for Object starting at line 1, column 1)",
        "{\"horizon\":1,\\n\"horizon\":2}      | 2 | the member \"horizon\" occurs twice",
        "{\"horizon\":NaN}                     | 1 | expected a finite number",
        "{\"horizon\": }                       | 1 | Unexpected character ('}'): expected a value",
        "{\"horizon\" 1}                       | 1 | expecting a colon",
      })
  void brokenJsonNamesLineColumnAndWhatWasExpected(String body, int line, String expected) {
    String json = body.strip().replace("\\n", "\n");
    for (Answer answer :
        new Answer[] {
          SERVICE.postJson(model, json),
          SERVICE.postJson("/api/v1/training-jobs", json),
          SERVICE.postJson("/api/v1/datasets/generate", json),
          SERVICE.postJson("/api/v1/datasets", json)
        }) {
      JsonNode fault = refusal(answer, 400);
      assertThat(answer.text()).doesNotContain("REDACTED", "Source", "code ");
      if (!fault.has("line")) continue; // another fault of the body came first
      assertThat(fault.get("detail").stringValue()).startsWith("not valid JSON: ");
      assertThat(fault.get("line").intValue()).isEqualTo(line);
      assertThat(fault.get("column").intValue()).isPositive();
    }
    assertThat(refusal(SERVICE.postJson(model, json), 400).get("detail").stringValue())
        .contains(expected);
  }

  @Test
  void brokenLinesOfNdjsonNameLineAndColumn() {
    String lines = "{\"date\":\"2026-01-01\",\"demand\":1}\n{\"date\":[1,\n";
    for (String path : new String[] {"/api/v1/datasets", model}) {
      lines = lines.replace("[1,", "\"2026");
      JsonNode fault = refusal(SERVICE.post(path, "application/x-ndjson", lines), 422);
      assertThat(fault.get("line").intValue()).isEqualTo(2);
      assertThat(fault.get("column").intValue()).isPositive();
      assertThat(fault.get("detail").stringValue())
          .contains("not valid JSON", "ends within a string");
    }
  }

  @Test
  void aBodyInAnotherEncodingIsRefused() {
    byte[] odd = {0, 0, (byte) 0xff, (byte) 0xfe, 0, 0, '{', 0};
    for (String path :
        new String[] {"/api/v1/datasets", "/api/v1/datasets/generate", "/api/v1/training-jobs"}) {
      Answer answer = SERVICE.send("POST", path, odd, "Content-Type", "application/json");
      assertThat(refusal(answer, 400).get("detail").stringValue()).contains("not valid JSON");
    }
  }

  @Test
  void aColumnIsNamedByItsName() {
    String rows =
        IntStream.range(0, 40)
            .mapToObj(step -> "%d,%d,%s".formatted(step, step % 5, step == 20 ? "1e300" : "2"))
            .collect(Collectors.joining("\n", "t,demand,price\n", "\n"));
    String id = Jobflow.upload(SERVICE, "?targets=demand&pastCovariates=price", rows);
    String job =
        SERVICE
            .postJson("/api/v1/training-jobs", Jobflow.small(id, "\"epochs\": 1"))
            .json()
            .get("id")
            .stringValue();
    JsonNode ended = Jobflow.await(SERVICE, job, each -> !each.get("finishedAt").isNull());
    assertThat(ended.at("/error/detail").stringValue(ended.toString()))
        .contains("olumn 'price' of series");
  }

  @Test
  void bothSplitTimesAreReportedAtTheirOwnPlaces() {
    Answer answer = split("\"validationStart\": \"soon\", \"testStart\": \"later\"");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.faults()).containsExactly("/split/validationStart", "/split/testStart");
    assertThat(answer.json().at("/errors/0/detail").stringValue())
        .startsWith("validationStart must be a time")
        .contains("'soon'");
    assertThat(answer.json().at("/errors/1/detail").stringValue())
        .startsWith("testStart must be a time")
        .contains("'later'");
    assertThat(answer.text()).doesNotContain("ValidationStart", "TestStart");
  }

  @Test
  void splitTimesInTheWrongOrderAreReportedAtTheFirst() {
    Answer answer = split("\"validationStart\": \"2026-02-10\", \"testStart\": \"2026-02-01\"");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.faults()).containsExactly("/split/validationStart");
    assertThat(answer.json().get("detail").stringValue())
        .startsWith("validationStart must not be after testStart");
  }

  private static Answer split(String times) {
    return SERVICE.postJson(
        "/api/v1/training-jobs?dryRun=true",
        "{\"datasetId\": \"%s\", \"window\": {\"lookback\": 6, \"horizon\": 2}, \"split\": {\"type\": \"by-time\", %s}}"
            .formatted(dataset, times));
  }

  @Test
  void noSeriesOfADatasetIsRefused() {
    String body = "{\"dataset\": {\"id\": \"%s\", \"series\": []}}".formatted(dataset);
    Answer answer = SERVICE.postJson(model, body);
    refusal(answer, 400);
    assertThat(answer.faults()).containsExactly("/dataset/series");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1,2,[3],4]", "[[1],[2],3,[4]]"})
  void valuesAreAllNumbersOrAllArrays(String values) {
    Answer answer = SERVICE.postJson(model, "{\"series\": [{\"values\": " + values + "}]}");
    refusal(answer, 400);
    assertThat(answer.faults()).containsExactly("/series/0/values/2");
    Answer nested = SERVICE.postJson(model, "{\"series\": [{\"values\": [[1],[2],[null],[4]]}]}");
    assertThat(nested.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "from=2026-01-10&to=2026-01-05 | from,to | must not be after",
        "from=2030-01-01               | from    | no step of the series lies from '2030-01-01'",
        "to=2020-01-01                 | to      | its steps are from 2026-01-01T00:00:00Z",
        "from=2026-01-10T01:00:00Z&to=2026-01-10T02:00:00Z | from,to | no step of the series lies"
      })
  void aRangeWithoutAStepIsRefused(String query, String parameters, String detail) {
    String series =
        SERVICE
            .get("/api/v1/datasets/" + dataset + "/series")
            .json()
            .at("/items/0/id")
            .stringValue();
    for (String accept : new String[] {"application/json", "text/csv"}) {
      Answer answer =
          SERVICE.send(
              "GET",
              "/api/v1/datasets/" + dataset + "/series/" + series + "?" + query.strip(),
              "".getBytes(StandardCharsets.UTF_8),
              "Accept",
              accept);
      assertThat(refusal(answer, 400).get("detail").stringValue()).contains(detail);
      assertThat(answer.faults()).containsExactly(parameters.split(","));
    }
  }
}
