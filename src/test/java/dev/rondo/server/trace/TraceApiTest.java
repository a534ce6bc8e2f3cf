package dev.rondo.server.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Looks into networks of models over HTTP.
class TraceApiTest {
  private static final Service SERVICE = Service.shared();
  private static String dataset = "";
  private static String model = "";

  @BeforeAll
  static void train() {
    dataset = Jobflow.dataset(SERVICE, 40);
    model =
        trained(
            "\"lookback\": 20, \"horizon\": 3",
            "{\"cell\": {\"type\": \"lstm\"}, \"units\": [5, 4]}");
  }

  private static String trained(String window, String network) {
    return Jobflow.model(
        SERVICE,
        """
        {"datasetId": "%s", "window": {%s}, "scaler": {"type": "standard"},
         "split": {"type": "by-series", "train": 20, "validation": 10, "test": 10},
         "network": %s, "training": {"epochs": 1}}
        """
            .formatted(dataset, window, network));
  }

  private static JsonNode trace(String path, String query) {
    Answer answer = SERVICE.get(path + "/trace" + query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> warnings(JsonNode answer) {
    List<String> warnings = new ArrayList<>();
    for (JsonNode warning : answer.get("warnings")) warnings.add(warning.stringValue());
    return warnings;
  }

  private static double forecast(String path, String series, String cutoff, int step) {
    Answer answer =
        SERVICE.postJson(
            path + "/predictions",
            "{\"levels\": [], \"dataset\": {\"id\": \"%s\", \"series\": [\"%s\"]%s}}"
                .formatted(
                    dataset, series, cutoff.isEmpty() ? "" : ", \"cutoff\": \"" + cutoff + "\""));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().at("/forecasts/0/mean/" + (step - 1)).doubleValue();
  }

  @Test
  void aTraceShowsStatesGatesAndGradientsOfEachLayerAndStep() {
    JsonNode answer = trace(model, "?series=series-00003&step=2");
    assertThat(answer.at("/cell/type").stringValue()).isEqualTo("lstm");
    assertThat(answer.get("member").stringValue()).isEqualTo("network");
    assertThat(answer.get("seriesId").stringValue()).isEqualTo("series-00003");
    assertThat(answer.get("cutoff").stringValue()).isEqualTo("50");
    assertThat(answer.get("forecast").doubleValue())
        .isCloseTo(forecast(model, "series-00003", "", 2), within(1e-9));
    assertThat(answer.get("layers").size()).isEqualTo(2);
    for (int l = 0; l < 2; l++) {
      JsonNode layer = answer.get("layers").get(l);
      int units = 5 - l;
      assertThat(layer.get("name").stringValue()).isEqualTo("layers." + l);
      assertThat(layer.get("units").intValue()).isEqualTo(units);
      assertThat(layer.get("first").intValue()).isEqualTo(-20);
      assertShape(layer.get("hidden"), 20, units);
      assertShape(layer.get("cellState"), 20, units);
      assertThat(layer.get("gates").size()).isEqualTo(4);
      assertThat(layer.at("/gates/1/name").stringValue()).isEqualTo("forget");
      for (JsonNode gate : layer.get("gates")) assertShape(gate.get("values"), 20, units);
      assertThat(layer.get("gradientNorms").size()).isEqualTo(20);
      // The last state of the network decides the forecast most.
      assertThat(layer.get("gradientNorms").get(19).doubleValue())
          .isGreaterThan(layer.get("gradientNorms").get(0).doubleValue());
    }
    assertThat(answer.at("/series/first").intValue()).isEqualTo(-20);
    assertThat(answer.at("/series/times").size()).isEqualTo(23);
    assertThat(answer.at("/series/times/0").stringValue()).isEqualTo("31");
    assertThat(answer.at("/series/values/19").isNumber()).isTrue();
    assertThat(answer.at("/series/values/20").isNull()).isTrue();
    assertThat(warnings(answer)).isEmpty();
  }

  private static void assertShape(JsonNode matrix, int rows, int columns) {
    assertThat(matrix.size()).isEqualTo(rows);
    for (JsonNode row : matrix) assertThat(row.size()).isEqualTo(columns);
  }

  @Test
  void aTraceEndsAtTheCutoffAndShowsWhatCameThen() {
    JsonNode answer = trace(model, "?series=series-00003&cutoff=40&dataset=" + dataset);
    assertThat(answer.get("cutoff").stringValue()).isEqualTo("40");
    assertThat(answer.get("forecast").doubleValue())
        .isCloseTo(forecast(model, "series-00003", "40", 1), within(1e-9));
    assertThat(answer.at("/series/values/20").isNumber()).isTrue();
  }

  @Test
  void theStepsOfAShortHistoryAreThoseThatAreKnown() {
    JsonNode answer = trace(model, "?cutoff=7");
    assertThat(answer.at("/layers/0/hidden").size()).isEqualTo(8);
    assertThat(answer.at("/layers/0/first").intValue()).isEqualTo(-8);
    assertThat(answer.at("/series/first").intValue()).isEqualTo(-8);
    assertThat(warnings(answer).getFirst()).contains("looks back 20 steps");
  }

  @Test
  void unitsAndStepsThatAreLeftOutAreTold() {
    JsonNode answer = trace(model, "?units=2&steps=6&layers=layers.1");
    assertThat(answer.get("layers").size()).isEqualTo(1);
    JsonNode layer = answer.get("layers").get(0);
    assertShape(layer.get("hidden"), 6, 2);
    assertThat(layer.get("unitNumbers").toString()).isEqualTo("[0,2]");
    assertThat(layer.get("first").intValue()).isEqualTo(-6);
    assertThat(warnings(answer))
        .containsExactly(
            "Of the 4 units of 'layers.1', 2 are shown, evenly spaced.",
            "Of the 20 steps of 'layers.1', the last 6 are shown.");
    JsonNode whole = trace(model, "");
    assertThat(layer.at("/hidden/5/1")).isEqualTo(whole.at("/layers/1/hidden/19/2"));
    assertThat(layer.at("/gradientNorms/5")).isEqualTo(whole.at("/layers/1/gradientNorms/19"));
  }

  @Test
  void aDecoderStandsOnTheStepsOfTheHorizon() {
    String decoding =
        trained(
            "\"lookback\": 10, \"horizon\": 4",
            "{\"cell\": {\"type\": \"gru\"}, \"units\": [3], \"topology\": {\"type\": \"encoder-decoder\"}, \"dropout\": 0}");
    JsonNode answer = trace(decoding, "?step=4");
    assertThat(answer.get("layers").size()).isEqualTo(2);
    assertThat(answer.at("/layers/0/first").intValue()).isEqualTo(-10);
    assertThat(answer.at("/layers/1/name").stringValue()).isEqualTo("decoder.0");
    assertThat(answer.at("/layers/1/first").intValue()).isZero();
    assertThat(answer.at("/layers/1/hidden").size()).isEqualTo(4);
    assertThat(answer.at("/layers/1/gradientNorms/3").doubleValue()).isGreaterThan(0);
    assertThat(answer.get("forecast").doubleValue())
        .isCloseTo(forecast(decoding, "series-00000", "", 4), within(1e-6));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?units=0&steps=2001|400|units steps",
        "?step=0|400|step",
        "?unit=3|400|unit",
        "?step=4|422|step",
        "?target=price|422|target",
        "?series=nobody|422|series",
        "?cutoff=900|422|cutoff",
        "?layers=layers.7|422|layers",
        "?member=ets|422|member",
        "?dataset=01ARZ3NDEKTSV4RRFFQ69G5FAV|404|"
      })
  void aFaultNamesItsParameter(String query, int status, String parameters) {
    Answer answer = SERVICE.get(model + "/trace" + query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(String.join(" ", answer.faults().stream().sorted().toList()))
        .isEqualTo(parameters == null ? "" : sorted(parameters));
  }

  private static String sorted(String words) {
    return String.join(" ", List.of(words.split(" ")).stream().sorted().toList());
  }

  @Test
  void aTraceThatIsTooLargeIsRefusedWithItsNumbers() {
    String wide =
        trained(
            "\"lookback\": 40, \"horizon\": 1",
            "{\"cell\": {\"type\": \"lstm\"}, \"units\": [140, 140, 140, 140, 140, 140, 140, 140, 140, 140, 140, 140, 140, 140, 140]}");
    Answer refused = SERVICE.get(wide + "/trace?units=256");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().get("detail").stringValue())
        .contains("504000 values of 15 layers (256 units, 200 steps), more than 500000");
    JsonNode fitting = trace(wide, "");
    assertThat(fitting.at("/layers/0/unitNumbers").size()).isEqualTo(64);
  }

  @Test
  void theWeightsAreListedAndShown() {
    JsonNode weights = SERVICE.get(model + "/weights").json();
    assertThat(weights.get("matrices").findValuesAsString("name"))
        .containsExactly(
            "layers.0.kernel",
            "layers.0.recurrent_kernel",
            "layers.0.bias",
            "layers.1.kernel",
            "layers.1.recurrent_kernel",
            "layers.1.bias",
            "head.kernel",
            "head.bias");
    JsonNode recurrent = SERVICE.get(model + "/weights/layers.0.recurrent_kernel").json();
    assertShape(recurrent.get("values"), 5, 20);
    assertThat(recurrent.get("blocks").toString())
        .isEqualTo("[\"input\",\"forget\",\"candidate\",\"output\"]");
    JsonNode listed = weights.at("/matrices/1");
    double squares = 0;
    for (JsonNode row : recurrent.get("values"))
      for (JsonNode value : row) squares += value.doubleValue() * value.doubleValue();
    assertThat(listed.get("norm").doubleValue()).isCloseTo(Math.sqrt(squares), within(1e-5));
    JsonNode thinned =
        SERVICE.get(model + "/weights/layers.0.recurrent_kernel?rows=2&columns=10").json();
    assertThat(thinned.get("columnNumbers").get(9).intValue()).isEqualTo(18);
    assertThat(thinned.at("/values/1/9")).isEqualTo(recurrent.at("/values/2/18"));
    assertThat(warnings(thinned))
        .containsExactly("Of the 5 × 20 values, 2 × 10 are shown, evenly spaced.");
    assertThat(SERVICE.get(model + "/weights/none").status()).isEqualTo(404);
    Answer faulty = SERVICE.get(model + "/weights/dense.bias?rows=0&columns=2000");
    assertThat(faulty.status()).isEqualTo(400);
    assertThat(faulty.faults()).containsExactlyInAnyOrder("rows", "columns");
  }

  @Test
  void aMemberOfAnEnsembleThatIsANetworkIsTracedAndAnotherSaysWhatItIs() {
    StringBuilder rows = new StringBuilder("day,sales\n");
    for (int t = 0; t < 400; t++)
      rows.append(
          "%s,%.3f\n"
              .formatted(
                  LocalDate.of(2024, 1, 1).plusDays(t), 50 + 10 * Math.sin(t * Math.PI / 3.5)));
    String days = Jobflow.upload(SERVICE, "", rows.toString());
    String ensemble =
        Jobflow.model(
            SERVICE,
            """
            {"datasetId": "%s", "horizon": 14, "ensemble": {"methods": ["theta"], "ridges": [], "networks":
              [{"cell": {"type": "gru"}, "segment": 7, "lookback": 28, "width": 16, "steps": 20}], "weights": "equal", "fallback": false}}
            """
                .formatted(days));
    JsonNode answer = trace(ensemble, "?step=9");
    assertThat(answer.get("member").stringValue()).isEqualTo("network-1");
    JsonNode encoder = answer.get("layers").get(0);
    assertThat(encoder.get("span").intValue()).isEqualTo(7);
    assertThat(encoder.get("first").intValue()).isEqualTo(-28);
    assertShape(encoder.get("hidden"), 4, 16);
    JsonNode decoder = answer.get("layers").get(1);
    assertThat(decoder.get("first").intValue()).isZero();
    assertShape(decoder.get("hidden"), 2, 16);
    // Every step of the decoder starts from the encoder, so the first one has no part in step 9.
    assertThat(decoder.at("/gradientNorms/0").doubleValue()).isZero();
    assertThat(decoder.at("/gradientNorms/1").doubleValue()).isGreaterThan(0);
    assertThat(answer.at("/series/times/0").stringValue()).startsWith("2025-01-0");
    Answer classical = SERVICE.get(ensemble + "/trace?member=theta");
    assertThat(classical.status()).isEqualTo(422);
    assertThat(classical.json().get("detail").stringValue())
        .contains("the member 'theta' is a classical method, not a network")
        .contains("'network-1' (a network, 50 %)");
    assertThat(SERVICE.get(ensemble + "/weights").json().at("/matrices/0/name").stringValue())
        .isEqualTo("segments.kernel");
    String without =
        Jobflow.model(
            SERVICE,
            "{\"datasetId\": \"%s\", \"horizon\": 14, \"ensemble\": {\"methods\": [\"theta\"], \"ridges\": [], \"networks\": [], \"fallback\": false}}"
                .formatted(days));
    Answer none = SERVICE.get(without + "/trace");
    assertThat(none.status()).isEqualTo(422);
    assertThat(none.json().get("detail").stringValue())
        .isEqualTo(
            "the model has no network to look into; it consists of 'theta' (a classical method, 100 %)");
    assertThat(SERVICE.get(without + "/weights").status()).isEqualTo(422);
  }
}
