package dev.rondo.server.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import dev.rondo.server.prometheus.RealPrometheus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A real Prometheus server scrapes published forecasts of its own series and alerts by them.
class AlertTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int DAYS = 120;

  /// The present values, which nobody scrapes again, count for longer than the test may take.
  private static final String PRESENT_FOR_LONG = "--query.lookback-delta=1h";

  @TempDir Path directory;
  @TempDir Path data;

  /// Three services with a weekly season, one value for each day, and a present value, which is unusual for `search`.
  private static String samples(Instant now) {
    StringBuilder text = new StringBuilder("# TYPE load gauge\n");
    Instant midnight = now.truncatedTo(ChronoUnit.DAYS);
    String[] services = {"cart", "search", "users"};
    for (int one = 0; one < services.length; one++) {
      for (int day = DAYS; day >= 0; day--) {
        double value = 100 * (one + 1) + 10 * (day % 7) + Math.sin(day * 12.9898 + one) * 3;
        sample(text, services[one], value, midnight.minus(day, ChronoUnit.DAYS));
      }
    }
    sample(text, "cart", 160, now);
    sample(text, "search", 900, now);
    sample(text, "users", 360, now);
    return text.toString();
  }

  private static void sample(StringBuilder text, String service, double value, Instant time) {
    text.append("load{job=\"%s\"} %s %d%n".formatted(service, value, time.getEpochSecond()));
  }

  @Test
  void fireForTheUnusualSeriesOnly() throws Exception {
    RealPrometheus.assumeInstalled();
    Path targets = directory.resolve("targets.json");
    String scraping =
        """
        scrape_configs:
        - job_name: rondo
          scrape_interval: 1s
          honor_labels: true
          metrics_path: /api/v1/metrics/forecasts
          file_sd_configs:
          - files: ["%s"]
            refresh_interval: 1s
        """
            .formatted(targets);
    try (RealPrometheus prometheus =
            RealPrometheus.start(directory, samples(Instant.now()), scraping, PRESENT_FOR_LONG);
        Service service = new Service(data, "rondo.prometheus.servers=" + prometheus.url())) {
      Files.writeString(
          targets, "[{\"targets\": [\"%s\"]}]".formatted(service.root().getAuthority()));
      Answer dataset =
          service.postJson(
              "/api/v1/datasets/prometheus",
              """
              {"url": "%s", "query": "load", "start": "%s", "step": "1d"}\
              """
                  .formatted(prometheus.url(), Instant.now().minus(DAYS, ChronoUnit.DAYS)));
      assertThat(dataset.status()).as(dataset.text()).isEqualTo(201);
      Jobflow.model(
          service,
          Jobflow.small(dataset.json().get("id").stringValue(), "\"epochs\": 30")
              .replace("\"none\"", "\"per-series\"")
              .replace("\"lookback\": 6", "\"lookback\": 7"));
      Answer published =
          service.send(
              "PUT",
              "/api/v1/published-forecasts/load",
              "{\"modelId\": \"latest\", \"datasetId\": \"latest\", \"level\": 95}"
                  .getBytes(StandardCharsets.UTF_8),
              "Content-Type",
              "application/json");
      assertThat(published.status()).as(published.text()).isEqualTo(201);
      assertThat(published.json().get("series").intValue()).as(published.text()).isEqualTo(3);
      await(prometheus, "load:upper", 3);
      List<JsonNode> alerts = prometheus.query("load > load:upper");
      assertThat(alerts).as(prometheus.query("load:upper").toString()).hasSize(1);
      assertThat(alerts.getFirst().get("metric").toString())
          .isEqualTo("{\"__name__\":\"load\",\"job\":\"search\"}");
      assertThat(prometheus.query("load < load:lower")).isEmpty();
      assertThat(prometheus.query("rondo_published_forecast_up == 1")).hasSize(1);
      // Prometheus ends a series that is no longer published.
      service.delete("/api/v1/published-forecasts/load");
      await(prometheus, "load:upper", 0);
    }
  }

  private static void await(RealPrometheus prometheus, String expression, int series)
      throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (prometheus.query(expression).size() != series) {
      assertThat(Instant.now()).as(expression).isBefore(end);
      Thread.sleep(200);
    }
  }
}
