package dev.rondo.server.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.forecasting.generation.Generator;
import dev.rondo.forecasting.reading.Report;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DatasetApiTest {
  private static final String NOWHERE = "/api/v1/datasets/00000000-0000-7000-8000-000000000000";

  private final Service service = Service.shared();

  private DatasetDescription stored(Dataset dataset) {
    return service
        .bean(Datasets.class)
        .add("stored", Origin.uploaded("text/csv", null), dataset, new Report(List.of()));
  }

  private DatasetDescription hours(int steps) {
    double[] values = new double[steps];
    for (int i = 0; i < steps; i++) values[i] = i == 1 ? Double.NaN : i;
    Series series =
        new Series(
            "a/b, \"c\"",
            Instant.parse("2026-01-01T00:00:00Z").toEpochMilli(),
            new double[][] {values});
    return stored(
        new Dataset(
            List.of(new Column("y, z", Role.TARGET)),
            Frequency.parse("PT1H"),
            ZoneId.of("UTC"),
            List.of(series)));
  }

  private static final String SERIES = "/series/a%2Fb,%20%22c%22";

  @Test
  void showsOneAndRemovesIt() {
    DatasetDescription dataset = hours(5);
    String path = "/api/v1/datasets/" + dataset.id();
    JsonNode json = service.get(path).json();
    assertThat(json.get("name").stringValue()).isEqualTo("stored");
    assertThat(json.at("/columns/0/role").stringValue()).isEqualTo("target");
    assertThat(json.get("frequency").stringValue()).isEqualTo("PT1H");
    assertThat(json.get("timeZone").stringValue()).isEqualTo("UTC");
    assertThat(json.at("/timeRange/end").stringValue()).isEqualTo("2026-01-01T04:00:00Z");
    assertThat(json.at("/shape/steps/max").intValue()).isEqualTo(5);
    assertThat(json.get("missing").intValue()).isEqualTo(1);
    assertThat(json.at("/origin/kind").stringValue()).isEqualTo("uploaded");
    assertThat(service.delete(path).status()).isEqualTo(204);
    assertThat(service.get(path).status()).isEqualTo(404);
    assertThat(service.delete(path).status()).isEqualTo(404);
  }

  @Test
  void generates() {
    Answer made =
        service.postJson(
            "/api/v1/datasets/generate",
            "{\"generator\": {\"type\": \"sine-waves\", \"series\": 3}}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    JsonNode dataset = service.get(made.header("Location")).json();
    assertThat(dataset).isEqualTo(made.json());
    assertThat(dataset.get("name").stringValue()).isEqualTo("sine-waves");
    assertThat(dataset.at("/shape/series").intValue()).isEqualTo(3);
    assertThat(dataset.at("/shape/steps/min").intValue()).isEqualTo(51);
    assertThat(dataset.at("/origin/generator/type").stringValue()).isEqualTo("sine-waves");
    JsonNode page = service.get(made.header("Location") + "/series").json();
    JsonNode values =
        service
            .get(made.header("Location") + "/series/" + page.at("/items/2/id").stringValue())
            .json();
    assertThat(values.get("values")).hasSize(51);
    Answer again =
        service.postJson(
            "/api/v1/datasets/generate",
            "{\"generator\": {\"type\": \"sine-waves\", \"series\": 3}}");
    assertThat(again.json().get("fingerprint")).isEqualTo(dataset.get("fingerprint"));
  }

  @Test
  void everyGeneratorWorksAsItIsByDefault() {
    for (String type : JsonTypes.leaves(Generator.class).keySet()) {
      Answer made =
          service.postJson(
              "/api/v1/datasets/generate",
              "{\"generator\": {\"type\": \"" + type + "\", \"series\": 2}}");
      assertThat(made.status()).as(made.text()).isEqualTo(201);
    }
  }

  @Test
  void refusesWhatItCannotHold() {
    String json =
        "{\"generator\": {\"type\": \"sine-waves\", \"series\": 10000000, \"steps\": 20}}";
    // 1.6 GB; if that fits into a quarter of the memory, generating it would only slow the test
    // down.
    if (Runtime.getRuntime().maxMemory() / 4 < 1_600_000_000L) {
      problem(
          service.postJson("/api/v1/datasets/generate", json),
          422,
          "infeasible",
          "/generator/series");
    }
    problem(
        service.postJson("/api/v1/datasets/generate", json.replace("20}", "2000}")),
        400,
        "malformed-request",
        "/generator/series");
  }

  @Test
  void pagesNewestFirst() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) made.addFirst(stored(DatasetsTest.small("a")).id());
    List<String> seen = new ArrayList<>();
    String cursor = "";
    while (seen.size() < 5) {
      JsonNode page = service.get("/api/v1/datasets?limit=2" + cursor).json();
      assertThat(page.get("items")).hasSizeBetween(1, 2);
      for (JsonNode item : page.get("items")) seen.add(item.get("id").stringValue());
      cursor = "&cursor=" + page.get("nextCursor").stringValue("none");
    }
    assertThat(seen.subList(0, 5)).isEqualTo(made);
  }

  @Test
  void pagesSeriesInTheirOrder() {
    String path = "/api/v1/datasets/" + stored(DatasetsTest.small("z", "a", "m")).id() + "/series";
    JsonNode first = service.get(path + "?limit=2").json();
    JsonNode second =
        service.get(path + "?limit=2&cursor=" + first.get("nextCursor").stringValue()).json();
    assertThat(first.at("/items/0/id").stringValue()).isEqualTo("z");
    assertThat(first.at("/items/1/id").stringValue()).isEqualTo("a");
    assertThat(second.at("/items/0/id").stringValue()).isEqualTo("m");
    assertThat(second.at("/items/0/end").stringValue()).isEqualTo("2");
    assertThat(second.get("nextCursor").isNull()).isTrue();
  }

  @Test
  void showsValuesAsJsonAndCsv() {
    String path = "/api/v1/datasets/" + hours(5).id() + SERIES;
    JsonNode json = service.get(path + "?from=2026-01-01T01:00:00Z&to=2026-01-01T02:00:00Z").json();
    assertThat(json.get("timestamps").toString())
        .isEqualTo("[\"2026-01-01T01:00:00Z\",\"2026-01-01T02:00:00Z\"]");
    assertThat(json.get("values").toString()).isEqualTo("[[null],[2.0]]");
    Answer csv = service.get(path + "?to=2026-01-01T02:00:00%2B01:00", "Accept", "text/csv");
    assertThat(csv.contentType()).startsWith("text/csv");
    assertThat(csv.text())
        .isEqualToNormalizingNewlines(
            "time,\"y, z\"\n2026-01-01T00:00:00Z,0.0\n2026-01-01T01:00:00Z,\n");
  }

  @Test
  void thinsForAPlot() {
    JsonNode json =
        service.get("/api/v1/datasets/" + hours(1000).id() + SERIES + "?points=10").json();
    assertThat(json.get("values")).hasSize(10);
    assertThat(json.get("steps").intValue()).isEqualTo(1000);
    assertThat(json.at("/values/0/0").intValue()).isZero();
    assertThat(json.at("/values/9/0").intValue()).isEqualTo(999);
    JsonNode all = service.get("/api/v1/datasets/" + hours(9).id() + SERIES + "?points=9").json();
    assertThat(all.get("values")).hasSize(9);
  }

  @ParameterizedTest
  @CsvSource({
    "from=tomorrow,from",
    "to=1,to",
    "points=1,points",
    "points=many,points",
    "till=3,till"
  })
  void refusesBadRanges(String query, String parameter) {
    problem(
        service.get("/api/v1/datasets/" + hours(3).id() + SERIES + "?" + query),
        400,
        "malformed-request",
        parameter);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/series", "/series/a", "/series/%00"})
  void whatIsUnknownIsNotFound(String rest) {
    Answer answer = service.get(NOWHERE + rest);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    assertThat(answer.status()).isIn(400, 404);
    assertThat(service.get("/api/v1/datasets/x%20y'" + rest.replace("%00", "%01")).status())
        .isEqualTo(404);
  }

  @Test
  void anUnknownSeriesIsNotFound() {
    problem(service.get("/api/v1/datasets/" + hours(3).id() + "/series/nope"), 404, "not-found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{|",
        "[]|",
        "null|",
        "{\"generator\": null}|/generator",
        "{}|/generator",
        "{\"generator\": {\"type\": \"sine\"}}|/generator/type",
        "{\"generator\": {\"series\": 3}}|/generator/type",
        "{\"generator\": {\"type\": \"sine-waves\", \"series\": \"3\"}}|/generator/series",
        "{\"generator\": {\"type\": \"sine-waves\", \"series\": 1e400}}|/generator/series",
        "{\"generator\": {\"type\": \"sine-waves\", \"series\": -1}}|/generator/series",
        "{\"generator\": {\"type\": \"sine-waves\", \"series\": 99999999999999999999}}|/generator/series",
        "{\"generator\": {\"type\": \"sine-waves\", \"noise\": NaN}}|/generator/noise",
        "{\"generator\": {\"type\": \"sine-waves\", \"nois\": 1}}|/generator/nois",
        "{\"name\": \"\", \"generator\": {\"type\": \"sine-waves\"}}|/name",
        "{\"name\": [], \"generator\": {\"type\": \"sine-waves\"}}|/name",
        "{\"name\": \"a\", \"name\": \"b\"}|/name",
      })
  void refusesBadGenerators(String json, String pointer) {
    problem(
        service.postJson("/api/v1/datasets/generate", json),
        400,
        "malformed-request",
        pointer == null ? "" : pointer);
  }

  @Test
  void refusesDeepNesting() {
    problem(
        service.postJson("/api/v1/datasets/generate", "{\"name\":" + "[".repeat(100_000)),
        400,
        "malformed-request");
  }

  @Test
  void refusesOtherMediaTypesAndMethods() {
    problem(
        service.post("/api/v1/datasets/generate", "text/plain", "x"),
        415,
        "unsupported-media-type");
    problem(
        service.post("/api/v1/datasets", "application/x-www-form-urlencoded", "a=b"),
        415,
        "unsupported-media-type");
    problem(service.post("/api/v1/datasets", "nonsense", "a"), 415, "unsupported-media-type");
    problem(service.get("/api/v1/datasets", "Accept", "image/png"), 406, "not-acceptable");
    problem(service.send("PUT", "/api/v1/datasets", new byte[] {1}), 405, "method-not-allowed");
    problem(service.get("/nothing/here"), 404, "not-found");
  }

  @ParameterizedTest
  @CsvSource({
    "frequency=hourly,frequency",
    "layout=tall,layout",
    "timeZone=Mars,timeZone",
    "onGap=ignore,onGap",
    "colour=red,colour",
    "name=%20,name"
  })
  void refusesBadUploadParameters(String query, String parameter) {
    problem(
        service.post("/api/v1/datasets?" + query, "text/csv", "date,y\n2026-01-01,1\n"),
        400,
        "malformed-request",
        parameter);
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0,limit",
    "limit=501,limit",
    "limit=many,limit",
    "cursor=$,cursor",
    "offset=3,offset"
  })
  void refusesBadPages(String query, String parameter) {
    problem(service.get("/api/v1/datasets?" + query), 400, "malformed-request", parameter);
  }

  @Test
  void everyProblemTypeIsDocumented() {
    for (JsonNode type : service.get("/problems").json().get("items")) {
      assertThat(service.get(type.get("type").stringValue()).json()).isEqualTo(type);
    }
    problem(service.get("/problems/none"), 404, "not-found");
  }

  private static void problem(Answer answer, int status, String type, String... faults) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    assertThat(answer.json().get("type").stringValue()).isEqualTo("/problems/" + type);
    assertThat(answer.json().get("instance").stringValue()).isNotBlank();
    if (faults.length > 0) assertThat(answer.faults()).contains(faults);
  }
}
