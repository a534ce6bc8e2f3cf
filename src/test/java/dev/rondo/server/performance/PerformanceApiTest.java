package dev.rondo.server.performance;

import static dev.rondo.server.performance.KeptSetting.DAYS;
import static dev.rondo.server.performance.KeptSetting.HORIZON;
import static dev.rondo.server.performance.KeptSetting.START;
import static dev.rondo.server.performance.KeptSetting.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.server.OnPostgres;
import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Forecasts that are kept and compared with the values that come.
class PerformanceApiTest {
  private static void keptForecastsAreScored(KeptSetting here) {
    int origins = 6;
    double absolute = 0;
    double signed = 0;
    int inside = 0;
    int first = DAYS - HORIZON - origins;
    for (int origin = first; origin < first + origins; origin++) {
      JsonNode forecasts = here.keepFrom(origin).get("forecasts");
      for (int series = 0; series < 2; series++) {
        for (int h = 0; h < HORIZON; h++) {
          double truth = (series == 0 ? 1 : 10) * value(origin + 1 + h);
          JsonNode forecast = forecasts.get(series);
          double error = forecast.at("/mean/" + h).doubleValue() - truth;
          absolute += Math.abs(error);
          signed += error;
          if (forecast.at("/intervals/0/lower/" + h).doubleValue() <= truth
              && truth <= forecast.at("/intervals/0/upper/" + h).doubleValue()) inside++;
        }
      }
    }
    int steps = 2 * origins * HORIZON;
    JsonNode performance = here.performance();
    assertThat(performance.get("forecasts").intValue()).isEqualTo(2 * origins);
    assertThat(performance.get("series").intValue()).isEqualTo(2);
    assertThat(performance.get("finishedSteps").intValue()).isEqualTo(steps);
    assertThat(performance.get("pendingSteps").intValue()).isZero();
    JsonNode overall = performance.get("overall");
    assertThat(overall.get("mae").doubleValue()).isCloseTo(absolute / steps, within(1e-9));
    assertThat(overall.get("bias").doubleValue()).isCloseTo(signed / steps, within(1e-9));
    assertThat(overall.get("mase").doubleValue()).isPositive();
    assertThat(overall.get("pinball").doubleValue()).isPositive();
    assertThat(overall.at("/coverage/0/level").doubleValue()).isEqualTo(80);
    assertThat(overall.at("/coverage/0/measured").doubleValue())
        .isCloseTo(100.0 * inside / steps, within(1e-9));
    assertThat(overall.at("/coverage/1/level").doubleValue()).isEqualTo(95);
    JsonNode horizons = performance.get("horizons");
    assertThat(horizons.size()).isEqualTo(3);
    assertThat(horizons.at("/1/from").intValue()).isEqualTo(2);
    assertThat(horizons.at("/1/to").intValue()).isEqualTo(3);
    assertThat(horizons.at("/1/measured/steps").intValue()).isEqualTo(4 * origins);
    assertThat(performance.at("/expected/part").stringValue()).isEqualTo("test");
    assertThat(performance.at("/expected/mae").doubleValue()).isPositive();
    assertThat(performance.at("/drift/active").booleanValue()).isFalse();
    assertThat(performance.at("/drift/errors").intValue()).isEqualTo(origins);
    // The same origin again replaces.
    here.keepFrom(first);
    assertThat(here.performance()).isEqualTo(performance);
  }

  private static void valuesThatComeFinishSteps(KeptSetting here) {
    JsonNode made = here.keep(", \"series\": [\"a\", \"a\"]").at("/forecasts/0");
    JsonNode before = here.performance();
    assertThat(before.get("pendingSteps").intValue()).isEqualTo(HORIZON);
    here.append(DAYS, 3, day -> day == DAYS + 1 ? Double.NaN : 5);
    JsonNode after = here.performance();
    assertThat(after.get("pendingSteps").intValue()).isEqualTo(HORIZON - 2);
    int finished = before.get("finishedSteps").intValue();
    assertThat(after.get("finishedSteps").intValue()).isEqualTo(finished + 2);
    double more =
        Math.abs(made.at("/mean/0").doubleValue() - 5)
            + Math.abs(made.at("/mean/2").doubleValue() - 5);
    double sum = before.at("/overall/mae").doubleValue() * finished + more;
    assertThat(after.at("/overall/mae").doubleValue())
        .isCloseTo(sum / (finished + 2), within(1e-9));
    JsonNode series = here.service().get(here.model() + "/performance/series?limit=1").json();
    assertThat(series.at("/items/0/seriesId").stringValue()).isEqualTo("a");
    assertThat(series.at("/items/0/pendingSteps").intValue()).isEqualTo(HORIZON - 2);
    String next = series.get("nextCursor").stringValue();
    JsonNode rest =
        here.service().get(here.model() + "/performance/series?limit=1&cursor=" + next).json();
    assertThat(rest.at("/items/0/seriesId").stringValue()).isEqualTo("b");
    assertThat(rest.get("nextCursor").isNull()).isTrue();
    assertThat(
            series.at("/items/0/finishedSteps").intValue()
                + rest.at("/items/0/finishedSteps").intValue())
        .isEqualTo(finished + 2);
    String metrics = here.service().get("/actuator/prometheus").text();
    String id = here.model().substring(here.model().lastIndexOf('/') + 1);
    assertThat(metrics.lines())
        .anyMatch(line -> line.startsWith("rondo_model_error{") && line.contains(id))
        .anyMatch(line -> line.startsWith("rondo_model_coverage{") && line.contains("level=\"80\""))
        .anyMatch(line -> line.startsWith("rondo_model_drift{") && line.endsWith(" 0.0"));
  }

  private static void keptForecastsAreListedAndDeleted(KeptSetting here) {
    String path = here.model() + "/kept-forecasts";
    JsonNode all = here.service().get(path + "?limit=500").json();
    int count = all.get("items").size();
    assertThat(here.performance().get("forecasts").intValue()).isEqualTo(count);
    JsonNode newest = all.at("/items/0");
    assertThat(newest.get("seriesId").stringValue()).isEqualTo("a");
    assertThat(newest.get("origin").stringValue()).startsWith(START.plusDays(DAYS - 1).toString());
    assertThat(newest.get("median").size()).isEqualTo(HORIZON);
    assertThat(newest.get("intervals").size()).isEqualTo(2);
    List<String> paged = new ArrayList<>();
    String cursor = "";
    while (true) {
      JsonNode page = here.service().get(path + "?limit=2" + cursor).json();
      page.get("items").forEach(item -> paged.add(item.get("id").stringValue()));
      if (page.get("nextCursor").isNull()) break;
      cursor = "&cursor=" + page.get("nextCursor").stringValue();
    }
    assertThat(paged).hasSize(count).doesNotHaveDuplicates();
    here.service()
        .get(path + "?series=b")
        .json()
        .get("items")
        .forEach(item -> assertThat(item.get("seriesId").stringValue()).isEqualTo("b"));
    assertThat(here.service().delete(path + "/" + paged.getFirst()).status()).isEqualTo(204);
    assertThat(here.service().delete(path + "/" + paged.getFirst()).status()).isEqualTo(404);
    assertThat(here.performance().get("forecasts").intValue()).isEqualTo(count - 1);
    assertThat(here.service().delete(path).status()).isEqualTo(204);
    JsonNode nothing = here.performance();
    assertThat(nothing.get("forecasts").intValue()).isZero();
    assertThat(nothing.at("/overall/mae").isNull()).isTrue();
    here.keepFrom(DAYS - 10);
    assertThat(here.service().delete(here.model()).status()).isEqualTo(204);
    assertThat(here.service().get(here.model() + "/performance").status()).isEqualTo(404);
  }

  private static void all(Service service) {
    KeptSetting here = KeptSetting.of(service);
    keptForecastsAreScored(here);
    valuesThatComeFinishSteps(here);
    keptForecastsAreListedAndDeleted(here);
  }

  @Test
  void onH2() {
    all(Service.shared());
  }

  @Test
  void onPostgres(@TempDir Path directory) throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Service service = new Service(directory, OnPostgres.settings(postgres))) {
      all(service);
    }
  }

  @Test
  void aDatasetThatIsGoneIsTold() {
    KeptSetting here = KeptSetting.of(Service.shared());
    here.keepFrom(DAYS - 10);
    assertThat(here.service().delete("/api/v1/datasets/" + here.dataset()).status()).isEqualTo(204);
    JsonNode performance = here.performance();
    assertThat(performance.get("pendingSteps").intValue()).isEqualTo(2 * HORIZON);
    assertThat(performance.get("warnings").toString()).contains(here.dataset());
  }

  @Test
  void whatCannotBeKeptIsRefused() {
    KeptSetting here = KeptSetting.of(Service.shared());
    Answer raw =
        here.service()
            .postJson(
                here.model() + "/predictions",
                "{\"keep\": true, \"series\": [{\"values\": [1, 2, 3, 4, 5, 6, 7]}]}");
    assertThat(raw.status()).isEqualTo(400);
    assertThat(raw.faults()).containsExactly("/keep");
    Answer far =
        here.service()
            .postJson(
                here.model() + "/predictions",
                "{\"keep\": true, \"horizon\": 1001, \"dataset\": {\"id\": \"%s\"}}"
                    .formatted(here.dataset()));
    assertThat(far.status()).isEqualTo(400);
    assertThat(far.faults()).containsExactly("/horizon");
    Answer cursor = here.service().get(here.model() + "/performance/series?cursor=YWJj");
    assertThat(cursor.status()).isEqualTo(400);
    assertThat(here.performance().get("forecasts").intValue()).isZero();
    assertThat(here.service().get("/api/v1/models/none/performance").status()).isEqualTo(404);
    assertThat(here.service().get("/api/v1/models/none/kept-forecasts").status()).isEqualTo(404);
  }

  @Test
  void oldForecastsGiveWayToNewOnes(@TempDir Path directory) {
    try (Service service = new Service(directory, "rondo.kept-forecasts.most=3")) {
      KeptSetting here = KeptSetting.of(service);
      for (int origin = DAYS - 10; origin < DAYS - 6; origin++)
        here.keep(", \"series\": [\"b\"], \"cutoff\": \"" + START.plusDays(origin) + "\"");
      JsonNode kept = service.get(here.model() + "/kept-forecasts").json().get("items");
      assertThat(kept.size()).isEqualTo(3);
      assertThat(kept.at("/2/origin").stringValue())
          .startsWith(START.plusDays(DAYS - 9).toString());
      here.keep(", \"series\": [\"a\", \"b\"]");
      assertThat(service.get(here.model() + "/kept-forecasts").json().get("items").size())
          .isEqualTo(3);
    }
    try (Service service =
        new Service(Service.temporaryDirectory(), "rondo.kept-forecasts.most=1")) {
      KeptSetting here = KeptSetting.of(service);
      Answer many =
          service.postJson(
              here.model() + "/predictions",
              "{\"keep\": true, \"dataset\": {\"id\": \"%s\"}}".formatted(here.dataset()));
      assertThat(many.status()).isEqualTo(422);
      assertThat(many.faults()).containsExactly("/keep");
      assertThat(here.performance().get("forecasts").intValue()).isZero();
    }
  }

  @Test
  void forecastsBeyondTheirAgeAreDeleted(@TempDir Path directory) throws InterruptedException {
    try (Service service = new Service(directory, "rondo.kept-forecasts.age=1ms")) {
      KeptSetting here = KeptSetting.of(service);
      here.keepFrom(DAYS - 10);
      Thread.sleep(20);
      service.bean(PerformanceWatch.class).refresh();
      assertThat(here.performance().get("forecasts").intValue()).isZero();
    }
  }

  @Test
  void aDamagedForecastIsTold(@TempDir Path directory) {
    try (Service service = new Service(directory)) {
      KeptSetting here = KeptSetting.of(service);
      here.keepFrom(DAYS - 10);
      service
          .bean(JdbcClient.class)
          .sql("update kept_forecast set checksum = checksum + 1 where series_id = 'a'")
          .update();
      assertThat(service.get(here.model() + "/performance").status()).isEqualTo(500);
      JsonNode listed = service.get(here.model() + "/kept-forecasts").json();
      assertThat(listed.get("items").size()).isEqualTo(1);
      assertThat(listed.get("unreadable").size()).isEqualTo(1);
      String damaged = listed.at("/unreadable/0/id").stringValue();
      assertThat(service.delete(here.model() + "/kept-forecasts/" + damaged).status())
          .isEqualTo(204);
      assertThat(here.performance().get("forecasts").intValue()).isEqualTo(1);
    }
  }
}
