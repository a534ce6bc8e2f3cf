package dev.rondo.server.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Anomalies of noise with outliers, shifts and gaps, over HTTP.
class AnomalyTest {
  private static final Service SERVICE = Service.shared();
  private static final int STEPS = 200;
  private static String model = "";
  private static String network = "";
  private static String dataset = "";

  @BeforeAll
  static void train() {
    StringBuilder rows = new StringBuilder("day,sensor,value\n");
    for (int sensor = 0; sensor < 40; sensor++) {
      double[] values = noise(1000 + sensor);
      for (int t = 0; t < STEPS; t++)
        rows.append(
            String.format(
                Locale.ROOT,
                "%s,s%02d,%.6f%n",
                LocalDate.of(2025, 1, 1).plusDays(t),
                sensor,
                values[t]));
    }
    dataset = Jobflow.upload(SERVICE, "", rows.toString());
    model =
        Jobflow.model(
            SERVICE,
            """
            {"datasetId": "%s", "horizon": 4,
             "ensemble": {"methods": ["mean"], "ridges": [], "networks": [], "fallback": false}}
            """
                .formatted(dataset));
    network =
        Jobflow.model(
            SERVICE,
            """
            {"datasetId": "%s", "window": {"lookback": 8, "horizon": 4}, "scaler": {"type": "standard"},
             "split": {"type": "by-series", "train": 30, "validation": 8, "test": 2},
             "network": {"cell": {"type": "gru"}, "units": [4], "head": "dense"}, "training": {"epochs": 3}}
            """
                .formatted(dataset));
  }

  /// Independent values around 10 with deviation 1.
  private static double[] noise(long seed) {
    Random random = new Random(seed);
    return DoubleStream.generate(() -> 10 + random.nextGaussian()).limit(STEPS).toArray();
  }

  private static String series(String id, double[] values) {
    return "{\"id\": \"%s\", \"start\": \"2026-01-01\", \"values\": [%s]}"
        .formatted(
            id,
            Arrays.stream(values)
                .mapToObj(value -> Double.isNaN(value) ? "null" : Double.toString(value))
                .collect(Collectors.joining(",")));
  }

  private static String request(int count, IntFunction<double[]> values) {
    return IntStream.range(0, count)
        .mapToObj(i -> series("x" + i, values.apply(i)))
        .collect(Collectors.joining(",", "\"series\": [", "]"));
  }

  private static Answer ask(String of, String members) {
    return SERVICE.postJson(of + "/anomalies", "{" + members + "}");
  }

  private static JsonNode found(String of, String members) {
    Answer answer = ask(of, members);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> kinds(JsonNode series) {
    List<String> kinds = new ArrayList<>();
    for (JsonNode one : series.get("anomalies"))
      kinds.add(one.get("kind").stringValue() + " " + one.get("firstStep").intValue());
    return kinds;
  }

  @Test
  void cleanSeriesRaiseAboutTheNominalShareOfAlarms() {
    for (String of : List.of(model, network)) {
      JsonNode clean = found(of, "\"falseAlarmRate\": 0.02, " + request(20, AnomalyTest::noise));
      assertThat(clean.get("scored").intValue()).isEqualTo(20 * (STEPS - 20));
      assertThat(clean.get("rate").doubleValue()).isBetween(0.008, 0.035);
      assertThat(clean.get("falseAlarmRate").doubleValue()).isEqualTo(0.02);
      assertThat(clean.at("/heldOut/0/errors").intValue()).isGreaterThan(100);
      assertThat(clean.at("/heldOut/0/rate").doubleValue()).isBetween(0.0, 0.02);
      for (JsonNode observation : clean.at("/series/0/observations")) {
        boolean outside = observation.get("score").doubleValue() > 1;
        assertThat(observation.get("kind").isNull()).isEqualTo(!outside);
        if (outside) assertThat(observation.get("probability").doubleValue()).isLessThan(0.021);
      }
    }
  }

  @Test
  void outliersArePointsAndRaiseNoSecondAlarm() {
    int[] places = {40, 41, 90, 150};
    JsonNode answer =
        found(
            model,
            "\"falseAlarmRate\": 0.002, "
                + request(
                    5,
                    i -> {
                      double[] values = noise(i);
                      for (int place : places) values[place] += place % 2 == 0 ? 12 : -12;
                      return values;
                    }));
    for (JsonNode series : answer.get("series"))
      assertThat(kinds(series))
          .contains("point 40", "point 41", "point 90", "point 150")
          .hasSizeLessThan(7);
    JsonNode outlier = answer.at("/series/0/anomalies/0");
    assertThat(outlier.get("score").doubleValue()).isGreaterThan(2);
    assertThat(outlier.get("from").stringValue()).isEqualTo("2026-02-10T00:00:00Z");
    assertThat(answer.at("/series/0/observations/20/probability").doubleValue()).isLessThan(1e-4);
  }

  @Test
  void aShiftOfTheLevelIsToldFromOutliers() {
    for (String of : List.of(model, network)) {
      JsonNode answer =
          found(
              of,
              "\"falseAlarmRate\": 0.002, "
                  + request(
                      5,
                      i -> {
                        double[] values = noise(50 + i);
                        for (int t = 120; t < STEPS; t++) values[t] += 8;
                        return values;
                      }));
      for (JsonNode series : answer.get("series"))
        assertThat(kinds(series)).as(of).contains("level-shift 120");
    }
  }

  @Test
  void aGapIsToldAndNotScored() {
    double[] values = noise(3);
    Arrays.fill(values, 60, 65, Double.NaN);
    Arrays.fill(values, 0, 3, Double.NaN);
    values[STEPS - 1] = Double.NaN;
    JsonNode series = found(model, "\"series\": [" + series("x", values) + "]").at("/series/0");
    JsonNode gap = null;
    for (JsonNode one : series.get("anomalies"))
      if (one.get("kind").stringValue().equals("gap")) {
        assertThat(gap).isNull();
        gap = one;
      }
    assertThat(gap).isNotNull();
    assertThat(gap.get("firstStep").intValue()).isEqualTo(60);
    assertThat(gap.get("lastStep").intValue()).isEqualTo(64);
    assertThat(gap.get("to").stringValue()).isEqualTo("2026-03-06T00:00:00Z");
    assertThat(gap.get("score").isNull()).isTrue();
    assertThat(series.get("scored").intValue()).isEqualTo(STEPS - 3 - 20 - 5 - 1);
  }

  @Test
  void aPartOfADatasetIsSearchedAndWrittenAsRows() {
    String part =
        "\"ahead\": 2, \"dataset\": {\"id\": \"%s\", \"series\": [\"s01\", \"s00\"], \"from\": \"2025-03-01\", \"to\": \"2025-03-10\"}"
            .formatted(dataset);
    JsonNode json = found(model, part);
    assertThat(json.get("scored").intValue()).isEqualTo(20);
    assertThat(json.at("/series/0/seriesId").stringValue()).isEqualTo("s01");
    assertThat(json.at("/series/1/observations/0/timestamp").stringValue())
        .isEqualTo("2025-03-01T00:00:00Z");
    Answer csv =
        SERVICE.send(
            "POST",
            model + "/anomalies",
            ("{" + part + "}").getBytes(java.nio.charset.StandardCharsets.UTF_8),
            "Content-Type",
            "application/json",
            "Accept",
            "text/csv");
    assertThat(csv.contentType()).startsWith("text/csv");
    List<String> lines = csv.text().lines().toList();
    assertThat(lines).hasSize(21);
    assertThat(lines.getFirst())
        .isEqualTo(
            "seriesId,target,step,timestamp,value,expected,lower,upper,score,probability,kind");
    assertThat(lines.get(1)).startsWith("s01,,59,2025-03-01T00:00:00Z,");
  }

  /// The forecast beside an observation is that of a prediction from the values before it.
  @Test
  void anObservationIsComparedWithAPredictionFromTheValuesBeforeIt() {
    String part =
        "\"dataset\": {\"id\": \"%s\", \"series\": [\"s03\"], \"from\": \"2025-05-01\", \"to\": \"2025-05-01\"}"
            .formatted(dataset);
    for (String of : List.of(model, network)) {
      JsonNode one = found(of, part).at("/series/0/observations/0");
      JsonNode prediction =
          SERVICE
              .postJson(
                  of + "/predictions",
                  "{\"horizon\": 1, \"levels\": [99], \"dataset\": {\"id\": \"%s\", \"series\": [\"s03\"], \"cutoff\": \"2025-04-30\"}}"
                      .formatted(dataset))
              .json()
              .at("/forecasts/0");
      assertThat(one.get("expected")).isEqualTo(prediction.at("/mean/0"));
      assertThat(one.get("lower")).isEqualTo(prediction.at("/intervals/0/lower/0"));
      assertThat(one.get("upper")).isEqualTo(prediction.at("/intervals/0/upper/0"));
    }
  }

  @Test
  void tooShortASeriesIsNotScoredAndSaysSo() {
    JsonNode answer = found(model, "\"series\": [{\"values\": [1, 2, 3]}]");
    assertThat(answer.get("scored").intValue()).isZero();
    assertThat(answer.get("rate").isNull()).isTrue();
    assertThat(answer.get("warnings").toString()).contains("too few values");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"falseAlarmRate\": 0.5, \"series\": [{\"values\": [1]}]|400|/falseAlarmRate",
        "\"ahead\": 0, \"series\": [{\"values\": [1]}]|400|/ahead",
        "\"falseAlarmRate\": 0.01|400|/series",
        "\"series\": []|400|/series",
        "\"series\": [{\"values\": [1, \"x\"]}]|400|/series/0/values/1",
        "\"dataset\": {\"id\": \"nothing\"}|404|/dataset/id",
        "\"dataset\": {\"id\": \"DATASET\", \"series\": []}|400|/dataset/series",
        "\"dataset\": {\"id\": \"DATASET\", \"series\": [\"s99\"]}|422|/dataset/series/0",
        "\"dataset\": {\"id\": \"DATASET\", \"from\": \"soon\"}|422|/dataset/from"
      })
  void aFaultIsToldWithItsPlace(String members, int status, String pointer) {
    Answer answer = ask(model, members.replace("DATASET", dataset));
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.faults()).containsExactly(pointer);
  }

  @Test
  void aRateThatTheModelCannotGiveIsRefused() {
    Answer answer = ask(network, "\"falseAlarmRate\": 0.0001, " + request(1, AnomalyTest::noise));
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.faults()).containsExactly("/falseAlarmRate");
    assertThat(
            SERVICE
                .postJson("/api/v1/models/nothing/anomalies", "{\"series\": [{\"values\": [1]}]}")
                .status())
        .isEqualTo(404);
  }

  @Test
  void aSearchOfTooManyStepsIsRefused() {
    String many =
        IntStream.range(0, 21_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
    Answer answer = ask(model, "\"series\": [{\"values\": [" + many + "]}]");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.faults()).containsExactly("/series");
  }
}
