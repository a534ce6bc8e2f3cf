package dev.rondo.server.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class InlineUploadTest {
  private final Service service = Service.shared();

  private Answer upload(String json) {
    return service.post("/api/v1/datasets", "application/json", json);
  }

  @Test
  void keepsValuesTimesAndMissingOnes() {
    JsonNode made =
        upload(
                "{\"frequency\": \"P1D\", \"series\": [{\"id\": \"a\", \"start\": \"2026-01-01\", \"values\": [1.5, null, -3]}]}")
            .json();
    assertThat(made.at("/shape/steps/max").intValue()).isEqualTo(3);
    assertThat(made.get("missing").intValue()).isEqualTo(1);
    JsonNode series =
        service.get("/api/v1/datasets/" + made.get("id").stringValue() + "/series/a").json();
    assertThat(series.toString())
        .contains("2026-01-02T00:00:00Z")
        .contains("1.5")
        .contains("null")
        .contains("-3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+292278994-08-17T07:12:55Z", "9999-12-31T00:00:00Z"})
  void refusesTimesBeyondTheirRange(String start) {
    Answer answer =
        upload(
            "{\"frequency\": \"P1D\", \"series\": [{\"id\": \"a\", \"start\": \""
                + start
                + "\", \"values\": [1, 2, 3]}]}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.faults()).containsExactly("/series/0/start");
  }

  @Test
  void putsTargetsFirst() {
    JsonNode made =
        upload(
                "{\"columns\": [{\"name\": \"promo\", \"role\": \"future-covariate\"}, {\"name\": \"sales\"}],"
                    + " \"series\": [{\"id\": \"a\", \"values\": [[0, 10], [1, 20]]}]}")
            .json();
    assertThat(made.at("/columns/0/name").stringValue()).isEqualTo("sales");
    assertThat(made.at("/columns/1/role").stringValue()).isEqualTo("future-covariate");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|``",
        "{}|/series",
        "{\"series\": []}|/series",
        "{\"series\": 3}|/series",
        "{\"series\": [{\"values\": [1]}]}|/series/0/id",
        "{\"series\": [{\"id\": \"a\"}]}|/series/0/values",
        "{\"series\": [{\"id\": \"a\", \"values\": []}]}|/series/0/values",
        "{\"series\": [{\"id\": \"a\", \"values\": [1, \"x\"]}]}|/series/0/values/1",
        "{\"series\": [{\"id\": \"a\", \"values\": [1, 1e999]}]}|/series/0/values/1",
        "{\"series\": [{\"id\": \"a\", \"values\": [1, [2]]}]}|/series/0/values/1",
        "{\"series\": [{\"id\": \"a\", \"values\": [[1, 2], [3]]}]}|/series/0/values/1",
        "{\"series\": [{\"id\": \"a\", \"values\": [1]}, {\"id\": \"a\", \"values\": [2]}]}|/series/1/id",
        "{\"series\": [{\"id\": \"a\", \"values\": [1], \"colour\": 2}]}|/series/0/colour",
        "{\"frequenzy\": 1, \"series\": [{\"id\": \"a\", \"values\": [1]}]}|/frequenzy",
        "{\"frequency\": \"hourly\", \"series\": [{\"id\": \"a\", \"values\": [1]}]}|/frequency",
        "{\"frequency\": \"PT1H\", \"series\": [{\"id\": \"a\", \"values\": [1]}]}|/series/0/start",
        "{\"series\": [{\"id\": \"a\", \"start\": \"2026-01-01\", \"values\": [1]}]}|/frequency",
        "{\"timeZone\": \"Nowhere/City\", \"series\": [{\"id\": \"a\", \"values\": [1]}]}|/timeZone",
        "{\"columns\": [{\"name\": \"p\", \"role\": \"past-covariate\"}], \"series\": [{\"id\": \"a\", \"values\": [1]}]}|/columns",
        "{\"series\": [{\"id\": \"a\", \"values\": [NaN]}]}|/series/0/values",
        "{\"series\": [{\"id\": \"a\", \"values\": [1]|/series/0/values",
      })
  void pointsAtEachFault(String body, String pointer) {
    Answer answer = upload(body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.faults()).allMatch(fault -> fault.startsWith(pointer)).isNotEmpty();
  }

  @Test
  void tellsAllFaultsAtOnce() {
    assertThat(
            upload(
                    "{\"x\": 1, \"series\": [{\"id\": \"a\", \"values\": [\"b\", true]}, {\"values\": 7}]}")
                .faults())
        .contains(
            "/x", "/series/0/values/0", "/series/0/values/1", "/series/1/values", "/series/1/id");
  }

  @Test
  void refusesParametersOfTextUploads() {
    Answer answer =
        service.post(
            "/api/v1/datasets?timeColumn=t",
            "application/json",
            "{\"series\": [{\"id\": \"a\", \"values\": [1]}]}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.faults()).containsExactly("timeColumn");
  }
}
