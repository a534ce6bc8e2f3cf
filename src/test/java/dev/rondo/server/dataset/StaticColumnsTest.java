package dev.rondo.server.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Static values of series in uploads and added rows.
class StaticColumnsTest {
  private static final Service SERVICE = Service.shared();
  private static final String SHOPS =
      """
      shop,date,region,remark,sales
      a,2026-01-01,north,sunny,1
      a,2026-01-02,,rainy,2
      b,2026-01-01,south,sunny,3
      b,2026-01-02,south,sunny,4
      c,2026-01-01,NA,sunny,5
      c,2026-01-02,,sunny,6
      """;

  private static JsonNode made(String query, String type, String body) {
    Answer answer = SERVICE.post("/api/v1/datasets" + query, type, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }

  private static JsonNode statics(JsonNode dataset, int series) {
    String path = "/api/v1/datasets/" + dataset.get("id").stringValue() + "/series";
    return SERVICE.get(path).json().at("/items/" + series + "/statics");
  }

  @Test
  void textsThatAreConstantInEachSeriesAreStatic() {
    JsonNode dataset = made("", "text/csv", SHOPS);
    assertThat(dataset.at("/staticColumns").toString())
        .isEqualTo("[{\"name\":\"region\",\"kind\":\"category\"}]");
    assertThat(dataset.at("/report").toString())
        .contains("static-columns")
        .contains("'remark' holds text");
    assertThat(statics(dataset, 0).toString()).isEqualTo("{\"region\":\"north\"}");
    assertThat(statics(dataset, 1).toString()).isEqualTo("{\"region\":\"south\"}");
    assertThat(statics(dataset, 2).isMissingNode()).isTrue();
  }

  @Test
  void columnsThatTogetherIdentifySeriesAreStatic() {
    JsonNode dataset =
        made(
            "?seriesColumn=region,shop",
            "text/csv",
            "region,shop,date,sales\nn,1,2026-01-01,1\nn,1,2026-01-02,2\ns,1,2026-01-01,3\ns,1,2026-01-02,3\n");
    assertThat(statics(dataset, 1).toString()).isEqualTo("{\"region\":\"s\",\"shop\":\"1\"}");
  }

  @Test
  void numbersAreStaticIfTheyAreNamed() {
    String rows =
        "shop,date,area,sales\na,2026-01-01,010,1\na,2026-01-02,010,2\nb,2026-01-01,20,3\nb,2026-01-02,20,4\n";
    JsonNode named = made("?staticColumns=area", "text/csv", rows);
    assertThat(statics(named, 0).toString()).isEqualTo("{\"area\":\"010\"}");
    assertThat(named.at("/columns").size()).isEqualTo(1);
    assertThat(made("", "text/csv", rows).get("staticColumns")).isNull();
  }

  @Test
  void aNamedColumnWithSeveralValuesOfASeriesIsRefused() {
    Answer answer = SERVICE.post("/api/v1/datasets?staticColumns=remark", "text/csv", SHOPS);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains("'a'").contains("'sunny' and 'rainy'").contains("remark");
  }

  @Test
  void textsBeforeTheTimesOfAWideTableAreStatic() {
    JsonNode dataset =
        made(
            "",
            "text/csv",
            "shop,region,2026-01,2026-02,2026-03\na,north,1,2,3\nb,south,4,5,6\nc,south,7,8,9\n");
    assertThat(statics(dataset, 2).toString()).isEqualTo("{\"region\":\"south\"}");
  }

  @Test
  void ndjsonHasThemAsCsv() {
    JsonNode dataset =
        made(
            "",
            "application/x-ndjson",
            """
            {"shop": "a", "date": "2026-01-01", "region": "north", "sales": 1}
            {"shop": "a", "date": "2026-01-02", "region": "north", "sales": 2}
            {"shop": "b", "date": "2026-01-01", "region": "south", "sales": 3}
            {"shop": "b", "date": "2026-01-02", "region": "south", "sales": 4}
            """);
    assertThat(statics(dataset, 1).toString()).isEqualTo("{\"region\":\"south\"}");
  }

  @Test
  void inlineSeriesHaveTextsAndNumbers() {
    JsonNode dataset =
        made(
            "",
            "application/json",
            "{\"series\": [{\"id\": \"a\", \"statics\": {\"region\": \"north\", \"area\": 12.5}, \"values\": [1, 2]}, {\"id\": \"b\", \"values\": [1, 2]}]}");
    assertThat(dataset.at("/staticColumns").size()).isEqualTo(2);
    assertThat(statics(dataset, 0).toString()).isEqualTo("{\"area\":12.5,\"region\":\"north\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"x\"", "{\"region\": [1]}", "{\"region\": true}", "{\"\": \"x\"}"})
  void otherStaticsOfInlineSeriesAreRefused(String statics) {
    Answer answer =
        SERVICE.postJson(
            "/api/v1/datasets",
            "{\"series\": [{\"id\": \"a\", \"statics\": " + statics + ", \"values\": [1]}]}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("/series/0/statics");
  }

  @Test
  void aColumnHasOneKind() {
    Answer answer =
        SERVICE.postJson(
            "/api/v1/datasets",
            "{\"series\": [{\"id\": \"a\", \"statics\": {\"x\": 1}, \"values\": [1]}, {\"id\": \"b\", \"statics\": {\"x\": \"1\"}, \"values\": [1]}]}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.faults()).containsExactly("/series/1/statics/x");
  }

  @Test
  void aNumberOfAddedJsonIsTheTextOfTheUpload() {
    JsonNode dataset = made("", "text/csv", SHOPS.replace("north", "5"));
    Answer added =
        SERVICE.post(
            "/api/v1/datasets/" + dataset.get("id").stringValue() + "/observations",
            "application/json",
            "{\"series\": [{\"id\": \"a\", \"start\": \"2026-01-03\", \"statics\": {\"region\": 5}, \"values\": [3]}]}");
    assertThat(added.status()).as(added.text()).isEqualTo(200);
    assertThat(statics(dataset, 0).get("region").stringValue()).isEqualTo("5");
  }

  @Test
  void addedSeriesBringTheirs() {
    JsonNode dataset = made("", "text/csv", SHOPS);
    String observations = "/api/v1/datasets/" + dataset.get("id").stringValue() + "/observations";
    Answer added =
        SERVICE.post(
            observations,
            "text/csv",
            "shop,date,region,sales\na,2026-01-03,north,3\nd,2026-01-03,west,3\n");
    assertThat(added.status()).as(added.text()).isEqualTo(200);
    assertThat(statics(dataset, 3).toString()).isEqualTo("{\"region\":\"west\"}");
    assertThat(statics(dataset, 0).toString()).isEqualTo("{\"region\":\"north\"}");
    Answer other =
        SERVICE.post(
            observations,
            "text/csv",
            "shop,date,region,sales\na,2026-01-04,south,3\nd,2026-01-04,west,3\n");
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.text()).contains("'a' has 'north' in the static column 'region'");
    Answer unknown =
        SERVICE.post(
            observations,
            "text/csv",
            "shop,date,country,sales\na,2026-01-04,x,3\nd,2026-01-04,y,3\n");
    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.text()).contains("no column 'country'");
  }
}
