package dev.rondo.server.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import dev.rondo.server.prometheus.FakePrometheus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Forecasts that are published as metrics.
class PublishedForecastTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path directory;

  private static Answer put(Service service, String name, String body) {
    return service.send(
        "PUT",
        "/api/v1/published-forecasts/" + name,
        body.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/json");
  }

  private static String metrics(Service service) {
    Answer answer = service.get("/api/v1/metrics/forecasts");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).startsWith("text/plain").contains("version=0.0.4");
    return answer.text();
  }

  /// Waits until the metrics are as expected.
  private static String await(Service service, Predicate<String> expected) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      String metrics = metrics(service);
      if (expected.test(metrics)) return metrics;
      assertThat(Instant.now()).as(metrics).isBefore(end);
      Thread.sleep(100);
    }
  }

  private static String dataset(Service service, FakePrometheus fake, String step, int steps) {
    Instant start = Instant.now().minus(Duration.parse(step).multipliedBy(steps));
    Answer made =
        service.postJson(
            "/api/v1/datasets/prometheus",
            """
            {"url": "%s", "query": "load", "start": "%s", "step": "%s"}\
            """
                .formatted(fake.url(), start, step));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json().get("id").stringValue();
  }

  private static String model(Service service, String dataset) {
    String path = Jobflow.model(service, Jobflow.small(dataset, "\"epochs\": 2"));
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Test
  void haveTheLabelsOfTheirSeriesAndOutliveARestart() throws Exception {
    try (FakePrometheus fake =
        FakePrometheus.waves(
            "{\"__name__\":\"load\",\"job\":\"api\",\"path\":\"/a\\\"b\\\\c\\nd\"}",
            "{\"__name__\":\"load\",\"zone\":\"größe\"}")) {
      String allowed = "rondo.prometheus.servers=" + fake.url();
      try (Service service = new Service(directory, allowed)) {
        String dataset = dataset(service, fake, "PT1H", 300);
        String model = model(service, dataset);
        Answer made =
            put(
                service,
                "site:load",
                "{\"modelId\": \"%s\", \"datasetId\": \"%s\", \"level\": 80}"
                    .formatted(model, dataset));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.json().get("series").intValue()).as(made.text()).isEqualTo(2);
        assertThat(made.json().get("metrics").toString())
            .isEqualTo("[\"site:load:predicted\",\"site:load:lower\",\"site:load:upper\"]");
        String text = metrics(service);
        String odd = "{instance=\"\",job=\"api\",path=\"/a\\\"b\\\\c\\nd\"} ";
        for (String each : new String[] {"predicted", "lower", "upper"})
          assertThat(text)
              .contains("# TYPE site:load:" + each + " gauge\n")
              .contains("site:load:" + each + odd)
              .contains("site:load:" + each + "{instance=\"\",job=\"\",zone=\"größe\"} ");
        assertThat(text).contains("rondo_published_forecast_up{forecast=\"site:load\"} 1.0\n");
        double predicted = value(text, "site:load:predicted" + odd);
        assertThat(value(text, "site:load:lower" + odd)).isLessThanOrEqualTo(predicted);
        assertThat(value(text, "site:load:upper" + odd)).isGreaterThanOrEqualTo(predicted);
        Answer expected =
            service.postJson(
                "/api/v1/models/" + model + "/predictions",
                "{\"levels\": [80], \"dataset\": {\"id\": \"%s\"}}".formatted(dataset));
        assertThat(predicted).isEqualTo(expected.json().at("/forecasts/0/mean/0").doubleValue());
        Answer replaced =
            put(service, "site:load", "{\"modelId\": \"latest\", \"datasetId\": \"latest\"}");
        assertThat(replaced.status()).as(replaced.text()).isEqualTo(200);
      }
      try (Service service = new Service(directory, allowed)) {
        await(service, text -> text.contains("site:load:upper{"));
        assertThat(service.delete("/api/v1/published-forecasts/site:load").status()).isEqualTo(204);
        assertThat(metrics(service)).doesNotContain("site:load");
        assertThat(service.get("/api/v1/published-forecasts/site:load").status()).isEqualTo(404);
      }
      try (Service service = new Service(directory, allowed)) {
        assertThat(service.get("/api/v1/published-forecasts").json().get("items")).isEmpty();
      }
    }
  }

  @Test
  void labelsThatPrometheusKeepsForItselfStayInTheId() {
    try (Service service = new Service(directory)) {
      StringBuilder rows = new StringBuilder("time,series,value\n");
      Instant present = Instant.now().truncatedTo(ChronoUnit.HOURS);
      for (int hour = 0; hour < 120; hour++)
        rows.append(
            "%s,\"x{__tmp=\"\"1\"\"}\",%d\n"
                .formatted(present.minus(Duration.ofHours(120 - hour)), hour % 24));
      Answer uploaded = service.post("/api/v1/datasets", "text/csv", rows.toString());
      assertThat(uploaded.status()).as(uploaded.text()).isEqualTo(201);
      String dataset = uploaded.json().get("id").stringValue();
      String model = model(service, dataset);
      Answer made =
          put(
              service,
              "own",
              "{\"modelId\": \"%s\", \"datasetId\": \"%s\"}".formatted(model, dataset));
      assertThat(made.status()).as(made.text()).isEqualTo(201);
      assertThat(metrics(service)).contains("series=\"x{__tmp=\\\"1\\\"}\"");
    }
  }

  private static double value(String metrics, String metric) {
    String line = metrics.lines().filter(each -> each.startsWith(metric)).findFirst().orElseThrow();
    return Double.parseDouble(line.substring(metric.length()));
  }

  @Test
  void followTheNewestValuesUntilTheyEnd() throws Exception {
    boolean[] broken = {false};
    try (FakePrometheus fake =
            new FakePrometheus((exchange, form) ->
                FakePrometheus.send(
                    exchange,
                    broken[0] ? 500 : 200,
                    broken[0] ? "down" : FakePrometheus.waves(form, "{\"job\":\"api\"}")));
        Service service = new Service(directory, "rondo.prometheus.servers=" + fake.url())) {
      String dataset = dataset(service, fake, "PT1S", 300);
      model(service, dataset);
      Answer made =
          put(
              service,
              "load",
              "{\"modelId\": \"latest\", \"datasetId\": \"%s\", \"every\": \"PT1S\"}"
                  .formatted(dataset));
      assertThat(made.status()).as(made.text()).isEqualTo(201);
      String first = made.json().get("lastObservation").stringValue();
      await(
          service,
          _ ->
              Instant.parse(last(service))
                  .isAfter(Instant.parse(first).plus(2, ChronoUnit.SECONDS)));
      assertThat(metrics(service)).contains("load:upper{instance=\"\",job=\"api\"}");
      broken[0] = true;
      String gone =
          await(
              service,
              text ->
                  text.contains("up{forecast=\"load\"} 0.0\n") && !text.contains("load:upper{"));
      assertThat(gone).doesNotContain("load:predicted").contains("last_observation");
      assertThat(
              service.get("/api/v1/published-forecasts/load").json().get("problem").stringValue())
          .contains("status 500");
      broken[0] = false;
      await(
          service,
          text -> text.contains("load:upper{") && text.contains("up{forecast=\"load\"} 1.0\n"));
    }
  }

  private static String last(Service service) {
    return service
        .get("/api/v1/published-forecasts/load")
        .json()
        .get("lastObservation")
        .stringValue();
  }

  @Test
  void areRefusedIfTheyCannotBeMade() {
    try (FakePrometheus fake =
            FakePrometheus.waves(
                "{\"__name__\":\"a\",\"job\":\"api\"}", "{\"__name__\":\"b\",\"job\":\"api\"}");
        Service service =
            new Service(
                directory,
                "rondo.prometheus.servers=" + fake.url(),
                "rondo.published-forecasts.most=1")) {
      String twins = dataset(service, fake, "PT1H", 300);
      String model = model(service, twins);
      refused(service, 400, "9lives", model, twins, "", "forecast");
      refused(service, 400, "a-b", model, twins, "", "forecast");
      refused(service, 400, "load", model, twins, ", \"alias\": \"champion\"", "/modelId");
      refused(service, 400, "load", model, twins, ", \"every\": \"PT0.1S\"", "");
      refused(service, 400, "load", model, twins, ", \"level\": 0.95", "");
      refused(service, 404, "load", "00000000-0000-0000-0000-000000000000", twins, "", "/modelId");
      refused(service, 404, "load", model, "nothing", "", "/datasetId");
      Answer same = refused(service, 422, "load", model, twins, "", "/datasetId");
      assertThat(same.json().get("detail").stringValue()).contains("same labels");
      String steps = Jobflow.dataset(service, 2);
      refused(service, 422, "load", model, steps, "", "/datasetId");
      Answer alias =
          put(service, "load", "{\"alias\": \"none\", \"datasetId\": \"%s\"}".formatted(twins));
      assertThat(alias.status()).isEqualTo(404);
      assertThat(alias.faults()).containsExactly("/alias");
      assertThat(service.get("/api/v1/published-forecasts").json().get("items")).isEmpty();
      String old =
          service
              .post(
                  "/api/v1/datasets?frequency=PT1H",
                  "text/csv",
                  "time,y\n2020-01-01T00:00Z,1\n2020-01-01T01:00Z,2\n2020-01-01T02:00Z,2\n")
              .json()
              .get("id")
              .stringValue();
      Answer stale =
          put(
              service,
              "load",
              "{\"modelId\": \"%s\", \"datasetId\": \"%s\"}".formatted(model, old));
      assertThat(stale.status()).as(stale.text()).isEqualTo(201);
      assertThat(stale.json().get("series").intValue()).isZero();
      assertThat(stale.json().get("problem").stringValue()).contains("2020-01-01T02:00:00Z");
      refused(service, 409, "more", model, old, "");
    }
  }

  private static Answer refused(
      Service service,
      int status,
      String name,
      String model,
      String dataset,
      String more,
      String... faults) {
    Answer answer =
        put(
            service,
            name,
            "{\"modelId\": \"%s\", \"datasetId\": \"%s\"%s}".formatted(model, dataset, more));
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    if (faults.length > 0 && !faults[0].isEmpty())
      assertThat(answer.faults()).containsExactly(faults);
    return answer;
  }
}
