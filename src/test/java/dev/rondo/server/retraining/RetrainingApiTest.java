package dev.rondo.server.retraining;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.OnPostgres;
import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Models that are trained again, and replaced only by better ones.
class RetrainingApiTest {
  private static final int DAYS = 150;

  private static double noise(int day) {
    return Math.sin(1.7 * day * day);
  }

  private static double stable(int day) {
    return 10 + noise(day);
  }

  private static double shifted(int day) {
    return 20 + noise(day);
  }

  private static void aBetterModelIsPromotedAndCanBeMovedBack(Service service) {
    Retrained here = Retrained.of(service, "promoted", "mean", DAYS, RetrainingApiTest::stable);
    String before = here.model();
    JsonNode trained = service.get("/api/v1/models/" + before).json();
    assertThat(trained.get("datasetId").stringValue()).isEqualTo(here.dataset());
    assertThat(trained.get("trainedUntil").stringValue()).startsWith("2026-05-30");
    here.append(DAYS, DAYS + 60, RetrainingApiTest::shifted);
    Answer created =
        here.policy(
            "{\"challenger\": {\"type\": \"auto\", %s}}".formatted(Retrained.training("ses")));
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    assertThat(created.json().at("/policy/datasetId").stringValue()).isEqualTo(here.dataset());
    assertThat(created.json().get("nextRunAt").isNull()).isTrue();

    JsonNode run = here.ended(here.start());
    assertThat(run.get("state").stringValue()).as(run.toString()).isEqualTo("succeeded");
    assertThat(run.get("cause").stringValue()).isEqualTo("request");
    JsonNode decision = run.get("decision");
    assertThat(decision.get("outcome").stringValue()).as(run.toString()).isEqualTo("promoted");
    assertThat(decision.get("championId").stringValue()).isEqualTo(before);
    assertThat(decision.get("datasetVersion").intValue()).isEqualTo(2);
    JsonNode comparison = decision.get("comparison");
    assertThat(comparison.get("origins").intValue()).isEqualTo(10);
    // Every origin is after the values of the champion's training.
    assertThat(comparison.get("first").stringValue()).isGreaterThan("2026-05-31");
    assertThat(comparison.get("challenger").doubleValue())
        .isLessThan(comparison.get("champion").doubleValue());
    assertThat(comparison.at("/gain/lower").doubleValue()).isPositive();

    String after = here.model();
    assertThat(after).isEqualTo(decision.get("challengerId").stringValue()).isNotEqualTo(before);
    JsonNode promoted = service.get("/api/v1/models/" + after).json();
    assertThat(promoted.get("datasetVersion").intValue()).isEqualTo(2);
    assertThat(promoted.get("name")).isEqualTo(trained.get("name"));
    JsonNode forecast =
        service
            .postJson(
                here.path() + "/predictions",
                "{\"dataset\": {\"id\": \"%s\"}}".formatted(here.dataset()))
            .json();
    assertThat(forecast.get("modelId").stringValue()).isEqualTo(after);
    assertThat(forecast.get("datasetVersion").intValue()).isEqualTo(2);
    assertThat(forecast.at("/forecasts/0/mean/0").doubleValue()).isBetween(18.0, 22.0);
    JsonNode history = service.get(here.path() + "/history").json().get("items");
    assertThat(history.at("/0/reason").stringValue()).contains("better");
    assertThat(history.at("/1/reason").isNull()).isTrue();
    assertThat(service.postJson(here.path() + "/rollback", "").status()).isEqualTo(200);
    assertThat(here.model()).isEqualTo(before);
    assertThat(service.get("/actuator/prometheus").text())
        .containsPattern("rondo_retraining_runs_total\\{[^}]*outcome=\"promoted\"[^}]*} [1-9]");
    service.delete(here.path());
    assertThat(service.get(here.path() + "/retraining").status()).isEqualTo(404);
    assertThat(service.get(here.path() + "/retraining/runs").status()).isEqualTo(404);
  }

  @Test
  void onH2() {
    aBetterModelIsPromotedAndCanBeMovedBack(Service.shared());
  }

  @Test
  void onPostgres(@TempDir Path directory) throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Service service = new Service(directory, OnPostgres.settings(postgres))) {
      aBetterModelIsPromotedAndCanBeMovedBack(service);
    }
  }

  @Test
  void aModelThatIsNotBetterIsNotPromoted() {
    Retrained here =
        Retrained.of(Service.shared(), "kept", "mean", DAYS, RetrainingApiTest::stable);
    String before = here.model();
    here.policy("{}");
    JsonNode early = here.ended(here.start()).get("decision");
    assertThat(early.get("outcome").stringValue()).isEqualTo("not-compared");
    assertThat(early.get("reason").stringValue()).contains("7 steps", "there are 0");
    here.append(DAYS, DAYS + 60, RetrainingApiTest::stable);
    JsonNode decision = here.ended(here.start()).get("decision");
    assertThat(decision.get("outcome").stringValue()).as(decision.toString()).isEqualTo("kept");
    assertThat(decision.at("/comparison/gain/lower").doubleValue()).isNotPositive();
    assertThat(decision.path("challengerId").isMissingNode()).isTrue();
    assertThat(here.model()).isEqualTo(before);
    Service.shared().delete(here.path());
  }

  @Test
  void aGainBelowTheWantedOneIsNotEnough() {
    Retrained here =
        Retrained.of(Service.shared(), "gain", "mean", DAYS, RetrainingApiTest::stable);
    here.append(DAYS, DAYS + 60, RetrainingApiTest::shifted);
    here.policy(
        "{\"minimumGain\": 1, \"challenger\": {\"type\": \"auto\", %s}}"
            .formatted(Retrained.training("ses")));
    JsonNode decision = here.ended(here.start()).get("decision");
    assertThat(decision.get("outcome").stringValue()).isEqualTo("kept");
    assertThat(decision.at("/comparison/gain/lower").doubleValue()).isPositive();
    assertThat(decision.get("reason").stringValue()).contains("by less than");
    Service.shared().delete(here.path());
  }

  /// A network continues from the weights of the present model; an automatic model cannot, which is told.
  @Test
  void warmTrainings() {
    Service service = Service.shared();
    Retrained here = Retrained.of(service, "warm", "mean", DAYS, RetrainingApiTest::stable);
    here.policy("{\"warm\": true}");
    here.append(DAYS, DAYS + 60, RetrainingApiTest::stable);
    JsonNode cold = here.ended(here.start()).get("decision");
    assertThat(cold.get("warnings").toString()).contains("from scratch");
    String network = Jobflow.model(service, Jobflow.small(here.dataset(), "\"epochs\": 1"));
    here.move(network.substring(network.lastIndexOf('/') + 1));
    here.append(DAYS + 60, DAYS + 120, RetrainingApiTest::stable);
    JsonNode warm = here.ended(here.start());
    assertThat(warm.get("state").stringValue()).as(warm.toString()).isEqualTo("succeeded");
    assertThat(warm.at("/decision/warnings").size()).isZero();
    assertThat(warm.at("/decision/comparison/challenger").isNumber()).isTrue();
    service.delete(here.path());
  }

  /// A warning of the performance starts a run, once.
  @Test
  void driftStartsARun(@TempDir Path directory) {
    try (Service service = new Service(directory, "rondo.retraining.check=100ms")) {
      Retrained here = Retrained.of(service, "champion", "mean", DAYS, RetrainingApiTest::stable);
      String before = here.model();
      here.policy(
          "{\"onDrift\": true, \"challenger\": {\"type\": \"auto\", %s}}"
              .formatted(Retrained.training("ses")));
      here.append(DAYS, DAYS + 40, RetrainingApiTest::shifted);
      here.keep(80, DAYS + 38);
      JsonNode performance = service.get("/api/v1/models/" + before + "/performance").json();
      assertThat(performance.get("modelId").stringValue()).isEqualTo(before);
      assertThat(performance.at("/drift/active").booleanValue()).as("drift").isTrue();
      assertThat(performance.at("/coverageDrift/kind").stringValue()).isEqualTo("narrow");
      assertThat(performance.get("warnings").toString()).contains("80 % intervals");
      assertThat(service.get("/actuator/prometheus").text())
          .containsPattern("rondo_model_coverage_drift\\{[^}]*} 1");
      JsonNode run = here.ended(here.runs(1).at("/0/id").stringValue());
      assertThat(run.get("cause").stringValue()).isEqualTo("drift");
      assertThat(run.at("/decision/outcome").stringValue())
          .as(run.toString())
          .isEqualTo("promoted");
      assertThat(here.model()).isNotEqualTo(before);
      for (int i = 0; i < 10; i++) Retrained.pause();
      assertThat(here.runs(1).size()).isEqualTo(1);
    }
  }

  /// A due run survives a restart, runs once, and a failed one is kept with its problem and waits before it is tried again.
  @Test
  void aDueRunIsStartedOnceAndAFailedOneWaits(@TempDir Path directory) {
    Retrained before;
    try (Service first = new Service(directory, "rondo.retraining.check=1h")) {
      before = Retrained.of(first, "champion", "mean", DAYS, RetrainingApiTest::stable);
      Answer policy =
          before.policy("{\"schedule\": \"0 3 * * MON\", \"timeZone\": \"Europe/Berlin\"}");
      assertThat(policy.status()).as(policy.text()).isEqualTo(201);
      assertThat(policy.json().get("nextRunAt").stringValue()).containsPattern("T0[12]:00:00Z");
      due(first);
    }
    try (Service second = new Service(directory, "rondo.retraining.check=100ms")) {
      Retrained here = new Retrained(second, "champion", before.dataset());
      JsonNode run = here.ended(here.runs(1).at("/0/id").stringValue());
      assertThat(run.get("cause").stringValue()).isEqualTo("schedule");
      assertThat(run.get("state").stringValue()).isEqualTo("succeeded");
      for (int i = 0; i < 10; i++) Retrained.pause();
      assertThat(here.runs(1).size()).isEqualTo(1);
      assertThat(second.delete("/api/v1/datasets/" + before.dataset()).status()).isEqualTo(204);
      due(second);
      JsonNode failed = here.runs(2).get(0);
      assertThat(failed.get("state").stringValue()).isEqualTo("failed");
      assertThat(failed.at("/problem/detail").stringValue()).contains(before.dataset());
      assertThat(failed.at("/problem/status").intValue()).isEqualTo(404);
      due(second);
      for (int i = 0; i < 10; i++) Retrained.pause();
      assertThat(here.runs(2).size()).isEqualTo(2);
      // After the pause it is tried again.
      second
          .bean(JdbcClient.class)
          .sql("update retraining_run set created_at = created_at - interval '11' minute")
          .update();
      second
          .bean(JdbcClient.class)
          .sql("update retraining set changed_at = changed_at - interval '1' hour")
          .update();
      assertThat(here.runs(3).at("/0/cause").stringValue()).isEqualTo("retry");
      assertThat(second.postJson(here.path() + "/retraining/runs", "").status()).isEqualTo(404);
    }
  }

  private static void due(Service service) {
    service.bean(JdbcClient.class).sql("update retraining set due_at = changed_at").update();
  }

  @Test
  void whatCannotBeAPolicyIsRefused() {
    Service service = Service.shared();
    Retrained here = Retrained.of(service, "refused", "mean", 40, RetrainingApiTest::stable);
    assertThat(service.get(here.path() + "/retraining").status()).isEqualTo(404);
    assertThat(service.postJson(here.path() + "/retraining/runs", "").status()).isEqualTo(404);
    for (String schedule :
        new String[] {"weekly", "PT1S", "P0D", "-P7D", "0 0 3 * * MON", "99 * * * *"}) {
      Answer refused = here.policy("{\"schedule\": \"%s\"}".formatted(schedule));
      assertThat(refused.status()).as(schedule).isEqualTo(400);
      assertThat(refused.faults()).as(refused.text()).containsExactly("/schedule");
    }
    assertThat(
            here.policy("{\"challenger\": {\"type\": \"baseline\", \"name\": \"naive\"}}").faults())
        .containsExactly("/challenger");
    assertThat(here.policy("{\"minimumGain\": 2}").faults()).containsExactly("/minimumGain");
    assertThat(here.policy("{\"minimumGains\": 0}").faults()).containsExactly("/minimumGains");
    assertThat(here.policy("{\"timeZone\": \"Mars\"}").faults()).containsExactly("/timeZone");
    Answer none = here.policy("{\"datasetId\": \"00000000-0000-7000-8000-000000000000\"}");
    assertThat(none.status()).isEqualTo(404);
    assertThat(none.faults()).containsExactly("/datasetId");
    assertThat(here.put("/api/v1/aliases/nobody/retraining", "{}").status()).isEqualTo(404);
    assertThat(
            here.policy("{\"schedule\": \"P1M\", \"challenger\": {\"type\": \"network\"}}")
                .status())
        .isEqualTo(201);
    assertThat(service.get(here.path() + "/retraining/runs/latest").status()).isEqualTo(404);
    assertThat(service.delete(here.path() + "/retraining").status()).isEqualTo(204);
    assertThat(service.delete(here.path() + "/retraining").status()).isEqualTo(404);
    service.delete(here.path());
  }
}
