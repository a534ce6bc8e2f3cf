package dev.rondo.server.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Streams over HTTP.
class StreamTest {
  private static final Service SERVICE = Service.shared();
  private static final String STREAMS = "/api/v1/streams/";
  private static String network = "";
  private static String monthly = "";

  @BeforeAll
  static void train() {
    network = network(SERVICE);
    StringBuilder rows = new StringBuilder("month,shop,sales\n");
    for (int shop = 0; shop < 4; shop++)
      for (int t = 0; t < 60; t++)
        rows.append(
            String.format(
                Locale.ROOT,
                "%s-01,shop%d,%.4f%n",
                YearMonth.of(2019, 1).plusMonths(t),
                shop,
                10 + shop + 3 * Math.sin(t * Math.PI / 6) + 0.3 * ((7 * t + shop) % 5)));
    String months = Jobflow.upload(SERVICE, "", rows.toString());
    monthly =
        Jobflow.model(
            SERVICE,
            """
            {"datasetId": "%s", "horizon": 6,
             "ensemble": {"methods": ["theta", "ets"], "networks": []}}
            """
                .formatted(months));
  }

  /// A network that looks back 20 steps.
  static String network(Service service) {
    return Jobflow.model(
        service,
        """
        {"datasetId": "%s", "window": {"lookback": 20, "horizon": 2}, "scaler": {"type": "standard"},
         "split": {"type": "by-series", "train": 40, "validation": 10, "test": 10},
         "network": {"cell": {"type": "gru"}, "units": [5], "head": "dense"}, "training": {"epochs": 1}}
        """
            .formatted(Jobflow.dataset(service, 60)));
  }

  static String id(String model) {
    return model.substring(model.lastIndexOf('/') + 1);
  }

  static Answer put(Service service, String stream, String body) {
    return service.send(
        "PUT",
        STREAMS + stream,
        body.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/json");
  }

  private static void created(String stream, String model, String members) {
    Answer answer = put(SERVICE, stream, "{\"modelId\": \"%s\"%s}".formatted(id(model), members));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  private static Answer observe(String stream, String body) {
    return SERVICE.postJson(STREAMS + stream + "/observations?horizon=3&levels=50", body);
  }

  private static JsonNode observed(String stream, String body) {
    Answer answer = observe(stream, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().get("forecasts");
  }

  private static long lastChange(String stream) {
    return SERVICE.get(STREAMS + stream).json().get("lastChange").longValue();
  }

  static String value(int series, int step) {
    return step % 11 == 5 ? "null" : Double.toString(Math.sin(0.3 * step + series));
  }

  static String values(int series, int steps) {
    return IntStream.range(0, steps)
        .mapToObj(step -> value(series, step))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static JsonNode predicted(String model, String series) {
    return SERVICE
        .postJson(
            model + "/predictions",
            "{\"horizon\": 3, \"levels\": [50], \"series\": [" + series + "]}")
        .json()
        .get("forecasts");
  }

  @Test
  void forecastsAreThoseFromTheWholeHistoryBitForBit() {
    created(
        "bits",
        network,
        ", \"series\": [{\"id\": \"a\", \"values\": %s}, {\"id\": \"b\", \"values\": %s}]"
            .formatted(values(0, 300), values(1, 2)));
    for (int step = 0; step < 180; step++) {
      String body =
          "[{\"seriesId\": \"a\", \"value\": %s}, {\"seriesId\": \"b\", \"value\": %s}]"
              .formatted(value(0, 300 + step), value(1, 2 + step));
      JsonNode made = observed("bits", body);
      if (step % 20 > 12)
        assertThat(made)
            .isEqualTo(
                predicted(
                    network,
                    "{\"id\": \"a\", \"values\": %s}, {\"id\": \"b\", \"values\": %s}"
                        .formatted(values(0, 301 + step), values(1, 3 + step))));
    }
  }

  @Test
  void anAutomaticModelForecastsTimes() {
    created(
        "months",
        monthly,
        ", \"series\": [{\"id\": \"shop0\", \"start\": \"2020-01-01\", \"values\": %s}]"
            .formatted(values(0, 40)));
    JsonNode made =
        observed("months", "{\"seriesId\": \"shop0\", \"time\": \"2023-05-01\", \"value\": 0.5}");
    assertThat(made)
        .isEqualTo(
            predicted(
                monthly,
                "{\"id\": \"shop0\", \"start\": \"2020-01-01\", \"values\": %s}"
                    .formatted(values(0, 40).replace("]", ",0.5]"))));
    assertThat(made.at("/0/timestamps/0").stringValue()).isEqualTo("2023-06-01T00:00:00Z");
  }

  @Test
  void aRequestCanBeRepeated() {
    created("again", monthly, "");
    String body =
        "[{\"seriesId\": \"a\", \"time\": \"2023-05-01\", \"value\": 1.5}, {\"seriesId\": \"a\", \"time\": \"2023-06-01\", \"value\": 2.5}]";
    JsonNode first = observed("again", body);
    assertThat(first).hasSize(1);
    assertThat(lastChange("again")).isEqualTo(1);
    assertThat(observed("again", body)).isEqualTo(first);
    assertThat(lastChange("again")).isEqualTo(1);
    Answer other =
        observe(
            "again",
            "[{\"seriesId\": \"a\", \"time\": \"2023-07-01\", \"value\": 3}, {\"seriesId\": \"a\", \"time\": \"2023-06-01\", \"value\": 9}]");
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.faults()).containsExactly("/1/value");
    assertThat(other.text()).contains("2.5");
    assertThat(lastChange("again")).isEqualTo(1);
    assertThat(observed("again", body)).isEqualTo(first);
  }

  @Test
  void stepsBetweenAreMissingAndCanComeLate() {
    created("late", monthly, "");
    observed("late", "{\"seriesId\": \"a\", \"time\": \"2023-01-01\", \"value\": 1}");
    observed("late", "{\"seriesId\": \"a\", \"time\": \"2023-04-01\", \"value\": 4}");
    JsonNode late =
        observed("late", "{\"seriesId\": \"a\", \"time\": \"2023-02-01\", \"value\": 2}");
    assertThat(late)
        .isEqualTo(
            predicted(
                monthly,
                "{\"id\": \"a\", \"start\": \"2023-01-01\", \"values\": [1, 2, null, 4]}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{\"seriesId\": \"a\", \"time\": \"2023-02-10\", \"value\": 1}]|422|/0/time",
        "[{\"seriesId\": \"a\", \"time\": \"2022-02-01\", \"value\": 1}]|422|/0/time",
        "[{\"seriesId\": \"a\", \"time\": \"2223-02-01\", \"value\": 1}]|422|/0",
        "[{\"seriesId\": \"a\", \"time\": \"soon\", \"value\": 1}]|422|/0/time",
        "[{\"seriesId\": \"a\", \"step\": 3, \"value\": 1}]|422|/0/step",
        "[{\"seriesId\": \"a\", \"time\": \"2023-02-01\", \"step\": 1, \"value\": 1}]|400|/0/step",
        "[{\"seriesId\": \"a\", \"value\": 1}, {\"seriesId\": \"a\"}]|400|/1/value",
        "[{\"seriesId\": \"a\", \"value\": \"1\"}, {\"value\": 1, \"x\": 2}]|400|/0/value /1/x /1/seriesId",
        "{\"seriesId\": \"a\", \"value\": true}|400|/value",
        "{\"seriesId\": \"\", \"value\": 1}|400|/seriesId",
        "[{\"seriesId\": \"a\", \"value\": 1}] []|400|''",
        "[3]|400|/0",
        "[{\"seriesId\": \"a\", \"value\": 1e999}]|400|/0/value"
      })
  void aFaultIsToldWithItsPlaceAndNothingIsStored(String body, int status, String pointers) {
    String stream = "faults-" + Integer.toHexString(body.hashCode());
    created(
        stream,
        monthly,
        ", \"series\": [{\"id\": \"a\", \"start\": \"2023-01-01\", \"values\": [1]}]");
    Answer answer = observe(stream, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.faults()).containsExactlyInAnyOrder(pointers.split(" ", -1));
    assertThat(lastChange(stream)).isZero();
  }

  @Test
  void observationsComeAsLinesAndForecastsAsRows() {
    created("lines", network, "");
    Answer answer =
        SERVICE.send(
            "POST",
            STREAMS + "lines/observations?levels=50",
            "{\"seriesId\": \"a\", \"value\": 1}\n{\"seriesId\": \"b\", \"value\": 2}\n\n{\"seriesId\": \"a\", \"value\": 3}\n"
                .getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/x-ndjson",
            "Accept",
            "text/csv");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.text().lines().toList()).hasSize(3).element(1).asString().startsWith("a,,1,");
    Answer broken =
        SERVICE.post(
            STREAMS + "lines/observations",
            "application/x-ndjson",
            "{\"seriesId\": \"a\", \"value\": 1}\n{\"seriesId\": ");
    assertThat(broken.status()).isEqualTo(400);
    assertThat(lastChange("lines")).isEqualTo(1);
  }

  @Test
  void aLongRunOfMissingValuesLeavesTheWindowBeforeIt() {
    created("run", network, "");
    StringBuilder history = new StringBuilder("[");
    for (int step = 0; step < 160; step++) {
      String value = step < 70 ? value(0, step) : "null";
      history.append(step == 0 ? "" : ",").append(value);
      observed("run", "{\"seriesId\": \"a\", \"value\": %s}".formatted(value));
    }
    assertThat(observed("run", "{\"seriesId\": \"a\", \"value\": null}"))
        .isEqualTo(predicted(network, "{\"id\": \"a\", \"values\": %s, null]}".formatted(history)));
  }

  @Test
  void aSeriesWithoutAKnownValueHasNoForecastYet() {
    created("unknown", network, "");
    JsonNode made = observed("unknown", "{\"seriesId\": \"a\", \"value\": null}");
    assertThat(made.at("/0/problem").stringValue()).contains("at least one value");
    assertThat(observed("unknown", "{\"seriesId\": \"a\", \"value\": 1}").at("/0/mean")).hasSize(3);
  }

  @Test
  void levelsThatTheModelCannotGiveStoreNothing() {
    created("levels", network, "");
    Answer answer =
        SERVICE.postJson(
            STREAMS + "levels/observations?levels=99.99", "{\"seriesId\": \"a\", \"value\": 1}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(lastChange("levels")).isZero();
    assertThat(
            SERVICE
                .postJson(
                    STREAMS + "levels/observations?horizon=0",
                    "{\"seriesId\": \"a\", \"value\": 1}")
                .faults())
        .containsExactly("horizon");
  }

  @Test
  void clientsAtTheSameTimeLoseNothing() throws Exception {
    created("together", network, "");
    try (ExecutorService clients = Executors.newFixedThreadPool(6)) {
      List<Future<?>> all = new ArrayList<>();
      for (int client = 0; client < 6; client++) {
        int series = client;
        all.add(
            clients.submit(() -> {
              for (int step = 0; step < 40; step++)
                observed(
                    "together",
                    "{\"seriesId\": \"s%d\", \"value\": %s}"
                        .formatted(series, value(series, step)));
            }));
      }
      for (Future<?> one : all) one.get();
    }
    assertThat(lastChange("together")).isEqualTo(6 * 40);
    for (int series = 0; series < 6; series++)
      assertThat(observed("together", "{\"seriesId\": \"s%d\", \"value\": 1}".formatted(series)))
          .isEqualTo(
              predicted(
                  network,
                  "{\"id\": \"s%d\", \"values\": %s}"
                      .formatted(series, values(series, 40).replace("]", ",1]"))));
  }

  @Test
  void aStreamWhoseModelWasRemovedSaysWhatToDoAndKeepsItsSeries() {
    String other = network(SERVICE);
    created(
        "orphan",
        other,
        ", \"series\": [{\"id\": \"a\", \"values\": %s}]".formatted(values(0, 30)));
    assertThat(SERVICE.delete(other).status()).isEqualTo(204);
    Answer refused = observe("orphan", "{\"seriesId\": \"a\", \"value\": 1}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().get("detail").stringValue()).contains("another modelId");
    assertThat(SERVICE.get(STREAMS + "orphan/events").status()).isEqualTo(409);
    assertThat(lastChange("orphan")).isZero();
    Answer replaced = put(SERVICE, "orphan", "{\"modelId\": \"%s\"}".formatted(id(network)));
    assertThat(replaced.status()).as(replaced.text()).isEqualTo(200);
    assertThat(replaced.json().get("series").intValue()).isEqualTo(1);
    assertThat(observed("orphan", "{\"seriesId\": \"a\", \"value\": 1}"))
        .isEqualTo(
            predicted(
                network,
                "{\"id\": \"a\", \"values\": %s}".formatted(values(0, 30).replace("]", ",1]"))));
    Answer yearly = put(SERVICE, "orphan", "{\"modelId\": \"%s\"}".formatted(id(monthly)));
    assertThat(yearly.status()).isEqualTo(422);
    assertThat(yearly.faults()).containsExactly("/modelId");
  }

  @Test
  void aStreamIsListedReplacedAndRemoved() {
    created(
        "listed",
        network,
        ", \"expiresAfter\": \"P2D\", \"series\": [{\"id\": \"a\", \"values\": [1]}]");
    JsonNode one = SERVICE.get(STREAMS + "listed").json();
    assertThat(one.get("expiresAfter").stringValue()).isEqualTo("PT48H");
    assertThat(one.get("expiresAt").isNull()).isFalse();
    assertThat(SERVICE.get("/api/v1/streams?limit=500").json().get("items").toString())
        .contains("\"listed\"");
    Answer again =
        put(
            SERVICE,
            "listed",
            "{\"modelId\": \"%s\", \"series\": [{\"id\": \"b\", \"values\": [1, 2]}]}"
                .formatted(id(network)));
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().get("expiresAfter").isNull()).isTrue();
    assertThat(observed("listed", "{\"seriesId\": \"a\", \"value\": 5}"))
        .isEqualTo(predicted(network, "{\"id\": \"a\", \"values\": [5]}"));
    assertThat(SERVICE.delete(STREAMS + "listed").status()).isEqualTo(204);
    assertThat(SERVICE.delete(STREAMS + "listed").status()).isEqualTo(404);
    assertThat(SERVICE.get(STREAMS + "listed").status()).isEqualTo(404);
    assertThat(observe("listed", "{\"seriesId\": \"a\", \"value\": 5}").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x|{\"modelId\": \"nothing\"}|404|/modelId",
        "x|{}|400|/modelId",
        "x|{\"modelId\": \"MODEL\", \"expiresAfter\": \"PT0S\"}|400|/expiresAfter",
        "x|{\"modelId\": \"MODEL\", \"series\": [{\"id\": \"a\", \"values\": [1]}, {\"id\": \"a\", \"values\": [1]}]}|400|/series/1/id",
        "x|{\"modelId\": \"MODEL\", \"series\": [{\"id\": \"a\", \"values\": [\"x\"]}]}|400|/series/0/values/0",
        "-x|{\"modelId\": \"MODEL\"}|400|id"
      })
  void aStreamThatCannotBeIsRefused(String stream, String body, int status, String pointer) {
    Answer answer = put(SERVICE, stream, body.replace("MODEL", id(network)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.faults()).containsExactly(pointer);
    assertThat(SERVICE.get(STREAMS + "x").status()).isEqualTo(404);
  }
}
