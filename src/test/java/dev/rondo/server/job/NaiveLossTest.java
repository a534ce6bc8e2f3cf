package dev.rondo.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// The loss of the naive forecast beside that of a training.
class NaiveLossTest {
  private static final Service SERVICE = Service.shared();
  private static String ramp = "";

  @BeforeAll
  static void upload() {
    String values =
        IntStream.range(0, 60).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
    ramp = Jobflow.upload(SERVICE, "", "value\n" + values + "\n");
  }

  private static Answer naive(String model) {
    String job = SERVICE.get(model).json().get("jobId").stringValue();
    return SERVICE.get("/api/v1/training-jobs/" + job + "/naive-loss");
  }

  // Each value is one more than the one before, so the naive forecast misses step h by h. The 11
  // validation windows have 44 steps.
  // After each of them, seq2seq has a target of one and of two steps ahead, of which 38 and 41 lie
  // in the validation part.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seq2vec|{\"type\": \"mse\"}|2.5",
        "seq2seq|{\"type\": \"mse\"}|2.556962",
        "vec2seq|{\"type\": \"mse\"}|2.5",
        "encoder-decoder|{\"type\": \"mse\"}|2.5",
        "seq2vec|{\"type\": \"mae\"}|1.5",
        "seq2seq|{\"type\": \"pinball\", \"levels\": [0.1, 0.9]}|0.759494"
      })
  void isThatOfTheLastValueInTheLossOfTheTraining(String topology, String loss, double expected) {
    String model =
        Jobflow.model(
            SERVICE,
            """
            {"datasetId": "%s", "window": {"lookback": 4, "horizon": 2}, "scaler": {"type": "none"},
             "split": {"type": "by-time", "train": 0.6, "validation": 0.2, "test": 0.2},
             "network": {"units": [2], "topology": {"type": "%s"}}, "training": {"epochs": 1, "loss": %s}}
            """
                .formatted(ramp, topology, loss));
    assertThat(naive(model).json().get("loss").doubleValue()).isCloseTo(expected, within(1e-6));
  }

  @Test
  void isTheErrorOfTheBaselineOfTheEvaluation() {
    String dataset = Jobflow.dataset(SERVICE, 40);
    String model =
        Jobflow.model(
            SERVICE,
            """
            {"datasetId": "%s", "window": {"lookback": 20, "horizon": 3}, "scaler": {"type": "none"},
             "split": {"type": "by-series", "train": 20, "validation": 10, "test": 10}, "training": {"epochs": 1}}
            """
                .formatted(dataset));
    double loss = naive(model).json().get("loss").doubleValue();
    for (JsonNode baseline : SERVICE.get(model).json().at("/evaluation/validation/baselines"))
      if (baseline.get("name").stringValue().equals("naive"))
        assertThat(loss).isCloseTo(baseline.at("/scores/mse").doubleValue(), within(1e-6));
  }

  @Test
  void isRefusedForAnAutomaticTraining() {
    String model =
        Jobflow.model(
            SERVICE,
            "{\"datasetId\": \"%s\", \"horizon\": 2, \"ensemble\": {\"methods\": [\"naive\"], \"ridges\": [], \"networks\": []}}"
                .formatted(ramp));
    assertThat(naive(model).status()).isEqualTo(409);
  }
}
