package dev.rondo.server.performance;

import static dev.rondo.server.performance.KeptSetting.DAYS;
import static dev.rondo.server.performance.KeptSetting.START;
import static dev.rondo.server.performance.KeptSetting.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.OnPostgres;
import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Alarms of models whose errors change.
class DriftApiTest {
  private static final String RECEIVERS = "rondo.webhooks.hosts=127.0.0.1:9";

  private static Service service;

  @BeforeAll
  static void start() {
    service = new Service(Service.temporaryDirectory(), RECEIVERS);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  /// Forecasts before a level shift and after it.
  private static KeptSetting shifted(Service service) {
    KeptSetting here = KeptSetting.of(service);
    here.append(DAYS, 60, KeptSetting::value);
    here.append(DAYS + 60, 30, day -> value(day) + 50);
    for (int day = DAYS - 60; day < DAYS + 75; day++)
      here.keep(", \"series\": [\"a\"], \"cutoff\": \"" + START.plusDays(day) + "\"");
    return here;
  }

  private static void addWebhook(Service service) {
    Answer webhook =
        service.postJson(
            "/api/v1/webhooks",
            "{\"url\": \"http://127.0.0.1:9/\", \"events\": [\"model-drifted\"]}");
    assertThat(webhook.status()).as(webhook.text()).isEqualTo(201);
  }

  private static JsonNode deliveries(Service service) {
    return service.get("/api/v1/webhooks/latest/deliveries").json().get("items");
  }

  /// A request that only reads leaves it to the measurements at intervals.
  @Test
  void anAlarmIsToldOnceAndNotByReading() {
    KeptSetting here = shifted(service);
    addWebhook(service);
    assertThat(here.performance().at("/drift/active").booleanValue()).isTrue();
    assertThat(deliveries(service)).isEmpty();
    PerformanceWatch watch = service.bean(PerformanceWatch.class);
    watch.refresh();
    watch.refresh();
    assertThat(deliveries(service)).hasSize(1);
  }

  /// Another project keeps forecasts of so many models that the metrics have none of this one.
  @Test
  void anAlarmIsToldHoweverManyForecastsAnotherProjectKeeps() {
    alarmOfAProject(service);
  }

  @Test
  void anAlarmIsToldHoweverManyForecastsAnotherProjectKeepsOnPostgres(@TempDir Path directory)
      throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Service other = new Service(directory, OnPostgres.settings(postgres, RECEIVERS))) {
      alarmOfAProject(other);
    }
  }

  private static void alarmOfAProject(Service service) {
    for (String name : List.of("quiet", "busy"))
      assertThat(
              service.postJson("/api/v1/projects", "{\"name\": \"%s\"}".formatted(name)).status())
          .isEqualTo(201);
    Service quiet = service.with("Rondo-Project", "quiet");
    KeptSetting drifted = shifted(quiet);
    addWebhook(quiet);
    KeptSetting busy = KeptSetting.of(service.with("Rondo-Project", "busy"));
    busy.keepFrom(DAYS - 10);
    for (int i = 1; i < 20; i++) busy.otherModel().keepFrom(DAYS - 10);

    PerformanceWatch watch = service.bean(PerformanceWatch.class);
    watch.refresh();
    watch.refresh();
    assertThat(deliveries(quiet)).hasSize(1);
    String id = drifted.model().substring(drifted.model().lastIndexOf('/') + 1);
    assertThat(service.get("/actuator/prometheus").text().lines())
        .filteredOn(line -> line.startsWith("rondo_model_drift{"))
        .hasSize(20)
        .noneMatch(line -> line.contains(id));
  }

  @Test
  void aShiftOfTheDataIsAWarningOfPredictions() {
    KeptSetting here = shifted(Service.shared());
    JsonNode drift = here.performance().get("drift");
    assertThat(drift.get("active").booleanValue()).as(drift.toString()).isTrue();
    assertThat(drift.get("statistic").doubleValue())
        .isGreaterThan(drift.get("threshold").doubleValue());
    LocalDate since = LocalDate.parse(drift.get("since").stringValue().substring(0, 10));
    assertThat(since).isBetween(START.plusDays(DAYS + 50), START.plusDays(DAYS + 65));
    Answer answer =
        here.service()
            .postJson(
                here.model() + "/predictions",
                "{\"dataset\": {\"id\": \"%s\", \"series\": [\"a\"]}}".formatted(here.dataset()));
    assertThat(answer.json().get("warnings").toString())
        .contains("errors of this model have changed");
    assertThat(here.service().get("/actuator/prometheus").text().lines())
        .anyMatch(line -> line.startsWith("rondo_model_drift{") && line.endsWith(" 1.0"));
  }
}
