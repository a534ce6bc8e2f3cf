package dev.rondo.server.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;

/// A model reads the rows of a prediction in the same way as the table that it was trained on.
class RowsToPredictTest {
  private static final Service SERVICE = Service.shared();
  private static final String ROWS = rows("01", "02", "07");
  private static String model = "";

  /// Thirty days of some product lines.
  private static String rows(String... lines) {
    StringBuilder rows = new StringBuilder("line,shift,output\n");
    for (String line : lines)
      for (int day = 0; day < 30; day++)
        rows.append(
            "%s,%s,%d\n".formatted(line, LocalDate.of(2026, 1, 1).plusDays(day), 10 + day % 7));
    return rows.toString();
  }

  @BeforeAll
  static void train() {
    Answer dataset = SERVICE.post("/api/v1/datasets?seriesColumn=line", "text/csv", ROWS);
    assertThat(dataset.status()).as(dataset.text()).isEqualTo(201);
    assertThat(dataset.json().at("/table/time").stringValue()).isEqualTo("shift");
    assertThat(dataset.json().at("/table/series/0").stringValue()).isEqualTo("line");
    String id = dataset.json().get("id").stringValue();
    model = Jobflow.model(SERVICE, Jobflow.small(id, "\"epochs\": 1")) + "/predictions";
  }

  private static Answer ask(String query, String rows) {
    Answer answer = SERVICE.post(model + query, "text/csv", rows);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer;
  }

  private static List<String> series(Answer answer) {
    List<String> ids = new ArrayList<>();
    for (JsonNode forecast : answer.json().get("forecasts"))
      ids.add(forecast.get("seriesId").stringValue());
    return ids;
  }

  @Test
  void itsOwnTrainingFileIsAccepted() {
    Answer answer = ask("", ROWS);
    assertThat(series(answer)).containsExactly("01", "02", "07");
    assertThat(answer.json().get("warnings").toString()).doesNotContain("onDuplicate");
  }

  @Test
  void aSingleIdStaysThatId() {
    assertThat(series(ask("", rows("07")))).containsExactly("07");
  }

  @Test
  void columnsOfOtherNamesAreUnderstoodAsInAnUpload() {
    assertThat(series(ask("", rows("07").replace("line,shift,output", "unique_id,ds,y"))))
        .containsExactly("07");
  }

  @Test
  void valuesOfAnotherNameAreTold() {
    assertThat(ask("", ROWS).json().get("warnings").toString()).doesNotContain("output");
    assertThat(ask("", ROWS.replace("output", "amount")).json().get("warnings").toString())
        .contains("'output'", "'amount'");
    Answer stored =
        SERVICE.post(
            "/api/v1/datasets?seriesColumn=line", "text/csv", ROWS.replace("output", "amount"));
    assertThat(
            SERVICE
                .postJson(
                    model,
                    "{\"dataset\": {\"id\": \"%s\"}}"
                        .formatted(stored.json().get("id").stringValue()))
                .json()
                .get("warnings")
                .toString())
        .contains("'output'", "'amount'");
  }

  @Test
  void contradictionsAreTold() {
    Answer answer = ask("", ROWS + "07,2026-01-30,9999\n");
    assertThat(answer.json().get("warnings").toString()).contains("onDuplicate", "92");
    Answer settled = ask("?onDuplicate=first", ROWS + "07,2026-01-30,9999\n");
    assertThat(settled.json().get("forecasts")).isEqualTo(ask("", ROWS).json().get("forecasts"));
  }

  @Test
  void textsCarryTheWarningsInHeaders() {
    String body = ROWS + "07,2026-01-30,9999\n";
    JsonNode told = ask("", body).json().get("warnings");
    assertThat(told.isEmpty()).isFalse();
    for (String type : List.of("text/csv", "application/x-ndjson")) {
      Answer text =
          SERVICE.send(
              "POST",
              model,
              body.getBytes(StandardCharsets.UTF_8),
              "Content-Type",
              "text/csv",
              "Accept",
              type);
      assertThat(text.status()).isEqualTo(200);
      assertThat(text.response().headers().allValues("Rondo-Warning"))
          .map(value -> UriUtils.decode(value, StandardCharsets.UTF_8))
          .containsExactlyElementsOf(told.valueStream().map(JsonNode::stringValue).toList());
    }
  }

  @Test
  void parametersOfAnUploadAreAccepted() {
    String rows = rows("07").replace("line,shift,output", "a,b,c");
    assertThat(series(ask("?timeColumn=b&seriesColumn=a&targets=c", rows))).containsExactly("07");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/csv             | series,value\\na,10\\na,11\\na,12\\na,13\\na,14\\na,15\\n",
        "application/x-ndjson | {\"value\":10}\\n{\"value\":11}\\n{\"value\":12}\\n{\"value\":13}\\n{\"value\":14}\\n{\"value\":15}\\n"
      })
  void rowsWithoutTimesHaveStepsButNoTimestamps(String type, String rows) {
    Answer answer = SERVICE.post(model, type, rows.replace("\\n", "\n"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    JsonNode forecast = answer.json().at("/forecasts/0");
    assertThat(forecast.get("timestamps").isNull()).isTrue();
    assertThat(forecast.get("steps").toString()).isEqualTo("[1,2]");
    assertThat(answer.json().get("warnings").toString()).contains("No column holds times", "P1D");
    JsonNode raw =
        SERVICE.postJson(model, "{\"series\": [{\"values\": [10,11,12,13,14,15]}]}").json();
    assertThat(forecast.get("mean")).isEqualTo(raw.at("/forecasts/0/mean"));
  }

  @Test
  void integerStepsForAModelOfDaysAreRefusedWithTheWayOut() {
    Answer answer = SERVICE.post(model, "text/csv", "step,value\n0,10\n1,11\n2,12\n");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("detail").stringValue())
        .contains("the model was trained on series with the frequency P1D", "leave the column");
    assertThat(
            SERVICE
                .post(model + "?frequency=P1D", "text/csv", "value\n10\n11\n12\n")
                .json()
                .get("detail")
                .stringValue())
        .contains("leave frequency out");
  }
}
