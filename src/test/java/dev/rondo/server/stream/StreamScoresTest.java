package dev.rondo.server.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Scores of observations as they arrive.
class StreamScoresTest {
  private static final Service SERVICE = Service.shared();
  private static final int BEFORE = 200;
  private static final int LATER = 120;
  private static final double[] VALUES = values();
  private static String model = "";

  /// Daily values with a week and noise.
  private static double[] values() {
    Random random = new Random(4);
    return IntStream.range(0, BEFORE + LATER)
        .mapToDouble(t -> 100 + 10 * (t % 7) + 4 * random.nextGaussian())
        .map(value -> Math.round(10 * value) / 10.0)
        .toArray();
  }

  private static String listed(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(t -> Double.toString(VALUES[t]))
        .collect(Collectors.joining(",", "[", "]"));
  }

  @BeforeAll
  static void train() {
    Answer made =
        SERVICE.postJson(
            "/api/v1/datasets",
            "{\"frequency\": \"P1D\", \"series\": [{\"id\": \"a\", \"start\": \"2026-01-01\", \"values\": %s}]}"
                .formatted(listed(0, BEFORE)));
    model =
        Jobflow.model(
            SERVICE,
            "{\"datasetId\": \"%s\", \"horizon\": 3, \"season\": 7, \"ensemble\": {\"methods\": [\"ets\"], \"ridges\": [], \"networks\": []}}"
                .formatted(made.json().get("id").stringValue()));
  }

  private static String stream(String id, String model) {
    Answer answer =
        StreamTest.put(
            SERVICE,
            id,
            "{\"modelId\": \"%s\", \"series\": [{\"id\": \"a\", \"start\": \"2026-01-01\", \"values\": %s}]}"
                .formatted(StreamTest.id(model), listed(0, BEFORE)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return "/api/v1/streams/" + id;
  }

  private static JsonNode observed(String stream, String query, double... values) {
    String body =
        java.util.Arrays.stream(values)
            .mapToObj("{\"seriesId\": \"a\", \"value\": %s}"::formatted)
            .collect(Collectors.joining(",", "[", "]"));
    Answer answer = SERVICE.postJson(stream + "/observations" + query, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().at("/forecasts/0");
  }

  @Test
  void scoresAreThoseOfASearchOfTheSeries() {
    String stream = stream("scores-alike", model);
    JsonNode search =
        SERVICE
            .postJson(
                model + "/anomalies",
                "{\"falseAlarmRate\": 0.02, \"series\": [{\"id\": \"a\", \"start\": \"2026-01-01\", \"values\": %s}]}"
                    .formatted(listed(0, BEFORE + 20)))
            .json();
    List<JsonNode> found = search.at("/series/0/observations").valueStream().toList();
    found = found.subList(found.size() - 20, found.size());
    for (int i = 0; i < 20; i++) {
      JsonNode scores =
          observed(stream, "?falseAlarmRate=0.02", VALUES[BEFORE + i]).get("observations");
      assertThat(scores.size()).isEqualTo(1);
      JsonNode score = scores.get(0);
      JsonNode expected = found.get(i);
      assertThat(score.get("timestamp")).isEqualTo(expected.get("timestamp"));
      assertThat(score.get("value")).isEqualTo(expected.get("value"));
      assertThat(score.get("alarm").booleanValue()).isEqualTo(!expected.get("kind").isNull());
      for (String number : List.of("expected", "lower", "upper", "score", "probability"))
        assertThat(score.get(number).doubleValue())
            .as(number)
            .isCloseTo(expected.get(number).doubleValue(), within(1e-9));
    }
  }

  @Test
  void anOutlierRaisesAnAlarmAndTheRateOfOthersIsNearTheWanted() {
    String stream = stream("scores-rate", model);
    double[] later = java.util.Arrays.copyOfRange(VALUES, BEFORE, BEFORE + LATER);
    JsonNode scores = observed(stream, "?falseAlarmRate=0.1", later).get("observations");
    assertThat(scores.size()).isEqualTo(LATER);
    long alarms = scores.valueStream().filter(score -> score.get("alarm").booleanValue()).count();
    assertThat((double) alarms / LATER).isBetween(0.02, 0.2);
    for (JsonNode score : scores)
      assertThat(score.get("alarm").booleanValue()).isEqualTo(score.get("score").doubleValue() > 1);
    JsonNode outlier = observed(stream, "?falseAlarmRate=0.1", 400).at("/observations/0");
    assertThat(outlier.get("alarm").booleanValue()).isTrue();
    assertThat(outlier.get("score").doubleValue()).isGreaterThan(5);
    assertThat(outlier.get("probability").doubleValue()).isLessThan(0.001);
  }

  @Test
  void aRepeatedRequestGetsTheSameScores() {
    String stream = stream("scores-again", model);
    String body =
        "[{\"seriesId\": \"a\", \"time\": \"2026-07-20\", \"value\": 120}, {\"seriesId\": \"a\", \"time\": \"2026-07-21\", \"value\": null}, {\"seriesId\": \"a\", \"time\": \"2026-07-22\", \"value\": 130}]";
    String path = stream + "/observations?falseAlarmRate=0.05";
    Answer first = SERVICE.postJson(path, body);
    assertThat(first.json().at("/forecasts/0/observations").size()).isEqualTo(2);
    assertThat(SERVICE.postJson(path, body).text()).isEqualTo(first.text());
  }

  @Test
  void withoutARateNothingIsScored() {
    String stream = stream("scores-none", model);
    assertThat(observed(stream, "", VALUES[BEFORE]).get("observations")).isNull();
  }

  @Test
  void aFirstObservationHasNoScore() {
    String stream = stream("scores-first", model);
    JsonNode answer =
        SERVICE
            .postJson(
                stream + "/observations?falseAlarmRate=0.1",
                "{\"seriesId\": \"new\", \"time\": \"2026-01-01\", \"value\": 3}")
            .json();
    JsonNode score = answer.at("/forecasts/0/observations/0");
    assertThat(score.get("score").isNull()).isTrue();
    assertThat(score.get("alarm").booleanValue()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0.5,400", "0,400", "x,400"})
  void otherRatesAreRefused(String rate, int status) {
    String stream = stream("scores-bad", model);
    Answer answer =
        SERVICE.postJson(
            stream + "/observations?falseAlarmRate=" + rate, "{\"seriesId\": \"a\", \"value\": 3}");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.faults()).containsExactly("falseAlarmRate");
    SERVICE.delete(stream);
  }

  @Test
  void aModelWithTooFewErrorsForTheRateIsNamed() {
    String network = StreamTest.network(SERVICE);
    Answer made =
        StreamTest.put(
            SERVICE, "scores-few", "{\"modelId\": \"%s\"}".formatted(StreamTest.id(network)));
    assertThat(made.status()).isEqualTo(201);
    String path = "/api/v1/streams/scores-few";
    Answer answer =
        SERVICE.postJson(
            path + "/observations?falseAlarmRate=0.0001", "{\"seriesId\": \"a\", \"value\": 3}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.faults()).containsExactly("falseAlarmRate");
    assertThat(SERVICE.get(path).json().get("lastChange").longValue()).isZero();
  }
}
