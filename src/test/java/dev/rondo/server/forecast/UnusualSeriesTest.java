package dev.rondo.server.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Automatic models of series that give little to learn: a forecast or a clear refusal, never a number that is not finite.
class UnusualSeriesTest {
  private static final Service SERVICE = Service.shared();

  private static String rows(String id, int steps, IntToDoubleFunction value) {
    StringBuilder rows = new StringBuilder();
    for (int t = 1; t <= steps; t++) {
      double y = value.applyAsDouble(t);
      rows.append(t)
          .append(',')
          .append(id)
          .append(',')
          .append(Double.isNaN(y) ? "" : y)
          .append('\n');
    }
    return rows.toString();
  }

  static Stream<Arguments> series() {
    Random random = new Random(3);
    return Stream.of(
            Named.of("constant", rows("s", 60, _ -> 5)),
            Named.of("zeros", rows("s", 60, _ -> 0)),
            Named.of("two values", rows("s", 40, t -> t % 2)),
            Named.of("a jump at the end", rows("s", 40, t -> t == 40 ? 1e9 : 1)),
            Named.of("tiny and huge", rows("s", 40, t -> t % 2 == 0 ? 1e-300 : 1e300)),
            Named.of("negative", rows("s", 50, t -> -10 - t + random.nextGaussian())),
            Named.of("rare counts", rows("s", 60, t -> t % 13 == 0 ? 3 : 0)),
            Named.of("long gap", rows("s", 80, t -> t > 20 && t < 60 ? Double.NaN : t)),
            Named.of("gap at the end", rows("s", 50, t -> t > 45 ? Double.NaN : t)),
            Named.of("one point", rows("s", 1, _ -> 7)),
            Named.of("two points", rows("s", 2, t -> t)),
            Named.of("five points", rows("s", 5, t -> t * t)),
            Named.of("twelve points", rows("s", 12, t -> t % 4)))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("series")
  void everyForecastIsFinite(String rows) {
    String dataset = Jobflow.upload(SERVICE, "?timeColumn=t&seriesColumn=id", "t,id,y\n" + rows);
    String model =
        Jobflow.model(
            SERVICE,
            "{\"datasetId\": \"" + dataset + "\", \"horizon\": 6, \"maxDuration\": \"PT5S\"}");
    Answer answer =
        SERVICE.postJson(
            model + "/predictions",
            "{\"dataset\": {\"id\": \""
                + dataset
                + "\"}, \"quantiles\": [0.05, 0.95], \"paths\": 5, \"total\": true}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    JsonNode forecast = answer.json().at("/forecasts/0");
    assertThat(forecast.get("median").size()).isEqualTo(6);
    for (String part :
        List.of(
            "/median",
            "/intervals/0/lower",
            "/intervals/0/upper",
            "/quantiles/0/values",
            "/quantiles/1/values",
            "/paths/0",
            "/paths/4")) {
      assertThat(forecast.at(part).size()).as(part).isEqualTo(6);
      for (JsonNode value : forecast.at(part)) assertThat(value.isNumber()).as(part).isTrue();
    }
    assertThat(forecast.at("/total/intervals/0/upper").isNumber()).isTrue();
  }

  @Test
  void aSeriesWithoutValuesDoesNotStopTheOthersAndIsNamed() {
    StringBuilder rows = new StringBuilder("t,id,y\n");
    rows.append(rows("empty", 40, _ -> Double.NaN));
    for (int s = 0; s < 8; s++) {
      int phase = s;
      rows.append(rows("s" + s, 40, t -> 10 + phase + Math.sin(t + phase)));
    }
    String dataset = Jobflow.upload(SERVICE, "?timeColumn=t&seriesColumn=id", rows.toString());
    String model =
        Jobflow.model(
            SERVICE,
            "{\"datasetId\": \"" + dataset + "\", \"horizon\": 4, \"maxDuration\": \"PT5S\"}");
    Answer answer =
        SERVICE.postJson(model + "/predictions", "{\"dataset\": {\"id\": \"" + dataset + "\"}}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().get("forecasts").size()).isEqualTo(9);
    int problems = 0;
    for (JsonNode forecast : answer.json().get("forecasts"))
      if (forecast.has("problem")) {
        problems++;
        assertThat(forecast.get("seriesId").stringValue()).isEqualTo("empty");
      }
    assertThat(problems).isEqualTo(1);
  }

  @Test
  void aDatasetWithoutAnyValueIsRefused() {
    String empty = Jobflow.upload(SERVICE, "?timeColumn=t&targets=y", "t,y\n1,\n2,\n3,\n");
    Answer refused =
        SERVICE.postJson("/api/v1/training-jobs", "{\"datasetId\": \"" + empty + "\"}");
    assertThat(refused.status()).as(refused.text()).isEqualTo(422);
    assertThat(refused.text()).contains("/datasetId");
  }

  @Test
  void aHorizonBeyondTheSeriesIsServedByTheLastValueWithAWarning() {
    String dataset =
        Jobflow.upload(
            SERVICE, "?timeColumn=t&seriesColumn=id", "t,id,y\n" + rows("s", 20, t -> t));
    String model =
        Jobflow.model(
            SERVICE,
            "{\"datasetId\": \"" + dataset + "\", \"horizon\": 500, \"maxDuration\": \"PT5S\"}");
    assertThat(SERVICE.get(model).json().get("warnings").toString()).contains("random walk");
  }
}
