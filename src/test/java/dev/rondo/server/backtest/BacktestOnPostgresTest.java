package dev.rondo.server.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.OnPostgres;
import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Blocks of forecasts on PostgreSQL.
class BacktestOnPostgresTest {
  @Test
  void forecastsAreStoredAndRemoved() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Service service =
            new Service(Service.temporaryDirectory(), OnPostgres.settings(postgres))) {
      // Large enough for several blocks of a candidate.
      String dataset = Jobflow.dataset(service, 3000);
      Answer started =
          service.postJson(
              "/api/v1/backtests",
              """
              {"datasetId": "%s", "horizon": 10, "origins": 3,
               "candidates": [{"type": "baseline", "name": "naive"}, {"type": "baseline", "name": "drift"}]}
              """
                  .formatted(dataset));
      assertThat(started.status()).as(started.text()).isEqualTo(202);
      String path = started.header("Location");
      Instant end = Instant.now().plus(Duration.ofMinutes(3));
      JsonNode job = service.get(path).json();
      while (job.get("finishedAt").isNull()) {
        assertThat(Instant.now()).as(job.toString()).isBefore(end);
        Thread.sleep(50);
        job = service.get(path).json();
      }
      assertThat(job.get("state").stringValue()).as(job.toString()).isEqualTo("succeeded");
      Answer csv = service.get(path + "/forecasts?candidate=drift", "Accept", "text/csv");
      assertThat(csv.text().lines().count()).isEqualTo(1 + 3000 * 3 * 10);
      JsonNode one = service.get(path + "/forecasts?series=series-02999").json();
      assertThat(one.get("forecasts").size()).as(one.toString()).isEqualTo(2 * 3);
      assertThat(service.delete(path).status()).isEqualTo(204);
      assertThat(service.get(path + "/forecasts").status()).isEqualTo(404);
    }
  }
}
