package dev.rondo.server.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Forecasts of more series than are in memory at the same time are complete, or refused as a whole.
class LargePredictionsTest {
  private static final Service SERVICE = Service.shared();
  private static String dataset = "";
  private static String model = "";

  @BeforeAll
  static void train() {
    String csv =
        IntStream.rangeClosed(1, 80)
            .mapToObj(step -> step + "," + (100 + step % 7))
            .collect(Collectors.joining("\n", "t,y\n", "\n"));
    dataset = Jobflow.upload(SERVICE, "", csv);
    String training =
        "\"epochs\": 1, \"optimizer\": {\"type\": \"adam\", \"learningRate\": {\"type\": \"constant\", \"rate\": 5}}";
    model = Jobflow.model(SERVICE, Jobflow.small(dataset, training)) + "/predictions";
  }

  private static String request(int horizon, int good, String last) {
    return IntStream.range(0, good)
        .mapToObj(_ -> "{\"values\":[1,2,3,4,5,6,7]}")
        .collect(
            Collectors.joining(
                ",",
                "{\"levels\":[],\"horizon\":" + horizon + ",\"series\":[",
                ",{\"id\":\"late\",\"values\":" + last + "}]}"));
  }

  private static Answer ask(String body, String accept) {
    return SERVICE.send(
        "POST",
        model,
        body.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/json",
        "Accept",
        accept);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/csv", "application/x-ndjson"})
  void aLateSeriesWithoutValuesIsRefusedBeforeTheAnswerBegins(String accept) {
    Answer far = ask(request(2000, 122, "[null,null]"), accept);
    assertThat(far.status()).isEqualTo(422);
    assertThat(far.contentType()).startsWith("application/problem+json");
    assertThat(far.faults()).containsExactly("/series/122/values");
    assertThat(far.json().get("detail").stringValue()).contains("'late'");
    Answer many = ask(request(1, 5000, "[null,null]"), accept);
    assertThat(many.status()).isEqualTo(422);
    assertThat(many.faults()).containsExactly("/series/5000/values");
  }

  @Test
  void aLateSeriesThatOverflowsSaysSoAndLeavesTheOthersTheirForecasts() {
    String body = request(1, 5000, "[3e38,-3e38,3e38,-3e38,3e38,3e38]");
    Answer json = ask(body, "application/json");
    assertThat(json.status()).isEqualTo(200);
    JsonNode forecasts = json.json().get("forecasts");
    assertThat(forecasts.size()).isEqualTo(5001);
    assertThat(forecasts.get(4999).has("problem")).isFalse();
    assertThat(forecasts.get(4999).get("mean").get(0).isNumber()).isTrue();
    assertThat(forecasts.get(5000).get("problem").stringValue()).contains("not a finite number");
    assertThat(forecasts.get(5000).get("mean").get(0).isNull()).isTrue();
    assertThat(ask(body, "text/csv").text().lines().toList())
        .hasSize(5002)
        .element(5001)
        .isEqualTo("late,,1,,");
    assertThat(ask(body, "application/x-ndjson").text().lines().toList())
        .hasSize(5001)
        .element(5000)
        .asString()
        .contains("\"mean\":[null]", "not a finite number");
    String alone =
        "{\"horizon\":1,\"levels\":[],\"series\":[{\"values\":[3e38,-3e38,3e38,-3e38,3e38,3e38]}]}";
    assertThat(ask(alone, "application/json").faults()).containsExactly("/series/0/values");
  }

  @Test
  void seriesOfADatasetAreNamedByTheirPlaceInTheRequest() {
    String rows =
        "t,id,y\n"
            + IntStream.rangeClosed(1, 9)
                .mapToObj(t -> t + ",a,1\n" + t + ",b,\n")
                .collect(Collectors.joining());
    String gappy = Jobflow.upload(SERVICE, "?seriesColumn=id", rows);
    String body = "{\"dataset\":{\"id\":\"" + gappy + "\",\"series\":[\"a\",\"b\"]}}";
    Answer answer = ask(body, "application/json");
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.faults()).containsExactly("/dataset/series/1");
    // One of all series of a dataset does not stop the others.
    Answer rest = ask("{\"dataset\":{\"id\":\"" + gappy + "\"}}", "application/json");
    assertThat(rest.status()).isEqualTo(200);
    assertThat(rest.json().at("/forecasts/0/mean/0").isNumber()).isTrue();
    assertThat(rest.json().at("/forecasts/1/problem").stringValue()).contains("'b'");
    assertThat(rest.json().get("warnings").toString()).contains("1 series have no forecast");
  }
}
