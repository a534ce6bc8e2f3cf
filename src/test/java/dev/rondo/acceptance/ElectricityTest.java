package dev.rondo.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.forecasting.SharedData;
import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A real hourly series from upload to forecast: the oil temperature of an electricity transformer (ETTh1).
class ElectricityTest {
  private final Client client = new Client(Service.shared());

  @Test
  void forecastsTheNextDayWithTimestampsAndAnHonestTable() throws IOException {
    byte[] rows = Files.readAllBytes(SharedData.path("ETTh1.csv.gz"));
    String dataset = client.upload("?name=etth1&targets=OT", "text/csv", rows);
    JsonNode described = client.service().get("/api/v1/datasets/" + dataset).json();
    assertThat(described.get("frequency").stringValue()).isEqualTo("PT1H");
    assertThat(described.at("/shape/steps/max").intValue()).isEqualTo(17420);
    assertThat(described.get("missing").intValue()).isZero();
    String job =
        client.train(
            """
            {"datasetId": "%s", "seed": 1,
             "window": {"lookback": 96, "horizon": 24, "stride": 4},
             "split": {"type": "by-time", "train": 0.6, "validation": 0.2, "test": 0.2},
             "scaler": {"type": "standard"},
             "network": {"cell": {"type": "gru"}, "units": [16], "topology": {"type": "seq2vec"}, "head": "dense"},
             "training": {"epochs": 3, "batchSize": 64}}
            """
                .formatted(dataset));
    JsonNode model = client.model(job);
    assertThat(
            client.service().get("/api/v1/training-jobs/" + job + "/history").json().get("epochs"))
        .hasSize(3);
    for (String part : new String[] {"validation", "test"}) {
      JsonNode table = model.at("/evaluation/" + part);
      for (String baseline : new String[] {"naive", "seasonal-naive", "drift", "mean", "linear"}) {
        assertThat(Client.baseline(table, baseline, "mse")).isPositive();
      }
      assertThat(table.get("season").intValue()).isEqualTo(24);
      boolean loses =
          table.at("/model/mase").doubleValue()
              > Client.baseline(table, table.get("bestBaseline").stringValue(), "mase");
      assertThat(model.get("warnings").toString().contains(part)).isEqualTo(loses);
    }
    Answer answer =
        client
            .service()
            .postJson(
                "/api/v1/models/" + model.get("id").stringValue() + "/predictions",
                "{\"levels\": [80], \"dataset\": {\"id\": \"" + dataset + "\"}}");
    JsonNode forecast = answer.json().at("/forecasts/0");
    assertThat(forecast.get("mean")).hasSize(24);
    assertThat(forecast.at("/timestamps/0").stringValue()).isEqualTo("2018-06-26T20:00:00Z");
    assertThat(forecast.at("/timestamps/23").stringValue()).isEqualTo("2018-06-27T19:00:00Z");
    for (int i = 0; i < 24; i++) {
      double mean = forecast.at("/mean/" + i).doubleValue();
      assertThat(mean)
          .isBetween(
              forecast.at("/intervals/0/lower/" + i).doubleValue(),
              forecast.at("/intervals/0/upper/" + i).doubleValue());
    }
  }
}
