package dev.rondo.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.server.Service;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The teaching notebook over HTTP: 10 000 noisy sine waves of 51 steps, 7000 to train, 2000 to validate, 1000 to test.
class NotebookTest {
  private static final int[] SEEDS = {1, 2, 3, 4, 5};

  private final Client client = new Client(Service.shared());

  private List<JsonNode> models(String dataset, String units) {
    List<String> jobs = new ArrayList<>();
    for (int seed : SEEDS) {
      jobs.add(
          client.train(
              """
              {"datasetId": "%s", "seed": %d,
               "window": {"lookback": 50, "horizon": 1, "stride": 1},
               "split": {"type": "by-series", "train": 7000, "validation": 2000, "test": 1000},
               "scaler": {"type": "none"},
               "network": {"cell": {"type": "simple-rnn", "activation": "tanh"}, "units": %s,
                           "topology": {"type": "seq2vec"}, "head": "none"},
               "training": {"epochs": 20, "batchSize": 32, "loss": {"type": "mse"},
                            "optimizer": {"type": "adam", "learningRate": {"type": "constant", "rate": 0.001}},
                            "gradientClipping": null, "earlyStopping": null}}
              """
                  .formatted(dataset, seed, units)));
    }
    return jobs.stream().map(client::model).toList();
  }

  private static double medianMse(List<JsonNode> models) {
    List<Double> errors =
        new ArrayList<>(
            models.stream()
                .map(model -> model.at("/evaluation/validation/model/mse").doubleValue())
                .toList());
    Collections.sort(errors);
    return errors.get(errors.size() / 2);
  }

  private String summary(JsonNode model) {
    return client
        .service()
        .get("/api/v1/models/" + model.get("id").stringValue() + "/summary", "Accept", "text/plain")
        .text();
  }

  @Test
  void reachesTheNotebooksErrors() {
    String dataset =
        client.generate(
            "{\"type\": \"sine-waves\", \"series\": 10000, \"steps\": 51, \"noise\": 0.1, \"seed\": 42}");

    List<JsonNode> one = models(dataset, "[1]");
    JsonNode validation = one.getFirst().at("/evaluation/validation");
    assertThat(Client.baseline(validation, "naive", "mse")).isCloseTo(0.020, within(0.001));
    assertThat(Client.baseline(validation, "naive", "mae")).isCloseTo(0.115, within(0.002));
    assertThat(Client.baseline(validation, "linear", "mse")).isLessThanOrEqualTo(0.0045);
    assertThat(medianMse(one)).isLessThanOrEqualTo(0.0135);
    assertThat(summary(one.getFirst())).containsPattern("(?m)Total.*\\b3\\b");
    assertThat(one.getFirst().get("warnings").toString()).contains("linear");

    List<JsonNode> three = models(dataset, "[20, 20, 1]");
    assertThat(medianMse(three)).isLessThanOrEqualTo(0.0034);
    assertThat(summary(three.getFirst())).containsPattern("(?m)Total.*\\b1[, ]?282\\b");
  }

  @Test
  void forecastsTenStepsSequenceToSequence() {
    String dataset =
        client.generate(
            "{\"type\": \"sine-waves\", \"series\": 10000, \"steps\": 60, \"noise\": 0.1, \"seed\": 42}");
    String job =
        client.train(
            """
            {"datasetId": "%s", "seed": 1,
             "window": {"lookback": 50, "horizon": 10},
             "split": {"type": "by-series", "train": 7000, "validation": 2000, "test": 1000},
             "scaler": {"type": "none"},
             "network": {"cell": {"type": "lstm"}, "units": [20, 20], "topology": {"type": "seq2seq"}, "head": "dense"},
             "training": {"epochs": 20, "batchSize": 32, "loss": {"type": "mse"},
                          "optimizer": {"type": "adam", "learningRate": {"type": "constant", "rate": 0.001}},
                          "earlyStopping": null}}
            """
                .formatted(dataset));
    JsonNode model = client.model(job);
    assertThat(model.at("/evaluation/validation/model/mse").doubleValue())
        .isLessThanOrEqualTo(0.012);
  }
}
