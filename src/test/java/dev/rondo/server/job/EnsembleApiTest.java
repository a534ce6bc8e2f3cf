package dev.rondo.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Ensembles by hand over HTTP.
class EnsembleApiTest {
  private static final Service SERVICE = Service.shared();
  private static final String JOBS = "/api/v1/training-jobs";
  private static final int SHOPS = 6;
  private static final int MONTHS = 72;
  private static String dataset = "";

  @BeforeAll
  static void upload() {
    StringBuilder rows = new StringBuilder("month,shop,sales\n");
    Random random = new Random(7);
    for (int shop = 0; shop < SHOPS; shop++)
      for (int t = 0; t < MONTHS; t++)
        rows.append(
            "%s-01,shop%d,%.4f\n"
                .formatted(
                    YearMonth.of(2019, 1).plusMonths(t),
                    shop,
                    (10 + shop)
                        * (1 + 0.3 * Math.sin(2 * Math.PI * t / 12))
                        * Math.exp(0.05 * random.nextGaussian())));
    dataset = Jobflow.upload(SERVICE, "", rows.toString());
  }

  private static String body(String members) {
    return "{\"datasetId\": \"%s\", \"horizon\": 6, %s}".formatted(dataset, members);
  }

  private static Answer dryRun(String members) {
    return SERVICE.postJson(JOBS + "?dryRun=true", body(members));
  }

  private static Map<String, String> reasons(JsonNode plan) {
    Map<String, String> reasons = new HashMap<>();
    for (JsonNode one : plan)
      reasons.put(one.get("decision").stringValue(), one.get("why").stringValue());
    return reasons;
  }

  private static List<String> refused(String ensemble, int status) {
    int jobs = SERVICE.get(JOBS + "?limit=500").json().get("items").size();
    Answer answer = SERVICE.postJson(JOBS, body("\"ensemble\": " + ensemble));
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(SERVICE.get(JOBS + "?limit=500").json().get("items").size()).isEqualTo(jobs);
    return answer.faults();
  }

  /// The first JSON block of the section `By hand` of the documentation.
  private static String documented() throws IOException {
    String page = Files.readString(Path.of("docs/forecasting.md"));
    String section = page.substring(page.indexOf("## By hand"));
    int from = section.indexOf('\n', section.indexOf("```json"));
    return section.substring(from, section.indexOf("```", from));
  }

  @Test
  void theDocumentedEnsembleIsTrainedAsRequested() throws IOException {
    String request = documented().replace("latest", dataset);
    JsonNode model = SERVICE.get(Jobflow.model(SERVICE, request)).json();
    JsonNode automatic = model.get("automatic");
    Map<String, String> reasons = reasons(automatic.get("plan"));
    for (String decision :
        List.of(
            "horizon",
            "season",
            "hold-out",
            "methods",
            "seasonal-ridge",
            "networks",
            "network-1",
            "network-2",
            "weights")) assertThat(reasons.get(decision)).as(decision).startsWith("requested");
    JsonNode ensemble = automatic.at("/request/ensemble");
    assertThat(ensemble.at("/networks/0/batchSize").intValue()).isEqualTo(64);
    for (JsonNode member : automatic.get("members")) {
      boolean floor = member.get("name").stringValue().matches("naive|drift|seasonal-naive");
      assertThat(member.get("weight").doubleValue())
          .as(member.toString())
          .isEqualTo(floor ? 0 : 0.2);
    }
    for (JsonNode one : automatic.at("/ensemble/members"))
      if (one.at("/member/name").stringValue("").equals("network-1"))
        assertThat(one.at("/member/network").properties())
            .containsAll(ensemble.at("/networks/0").properties());
  }

  @Test
  void aDryRunShowsWhatIsRequestedAndWhatIsChosen() {
    Answer dry =
        dryRun(
            "\"ensemble\": {\"methods\": [\"theta\"], \"networks\": [], \"weights\": \"equal\"}");
    assertThat(dry.status()).as(dry.text()).isEqualTo(200);
    Map<String, String> reasons = reasons(dry.json().get("plan"));
    assertThat(reasons.get("methods")).isEqualTo("requested");
    assertThat(reasons.get("networks")).isEqualTo("requested");
    assertThat(reasons.get("weights")).isEqualTo("requested");
    assertThat(reasons.get("ridge")).doesNotContain("requested");
    assertThat(reasons.get("baselines")).contains("served if it has a lower error");
    assertThat(dry.json().at("/automatic/ensemble/methods/0").stringValue()).isEqualTo("theta");
  }

  @Test
  void aMethodThatLosesIsServedWithAWarningIfThereIsNoFallback() {
    String forced =
        "\"ensemble\": {\"methods\": [\"mean\"], \"ridges\": [], \"networks\": [], \"fallback\": %s}";
    JsonNode model = SERVICE.get(Jobflow.model(SERVICE, body(forced.formatted(false)))).json();
    assertThat(model.at("/automatic/ensemble/members/0/member/method").stringValue())
        .isEqualTo("mean");
    assertThat(model.get("warnings").toString()).contains("'seasonal-naive'").contains("fallback");
    JsonNode usual = SERVICE.get(Jobflow.model(SERVICE, body(forced.formatted(true)))).json();
    assertThat(usual.at("/automatic/ensemble/members/0/member/method").stringValue())
        .isEqualTo("seasonal-naive");
    assertThat(usual.get("warnings").toString()).contains("served alone");
  }

  @Test
  void malformedMembersAreRefusedAtTheirPlace() {
    assertThat(refused("{\"methods\": [\"naive\", \"arima\"]}", 400))
        .containsExactly("/ensemble/methods/1");
    assertThat(refused("{\"networks\": [{}, {\"segment\": 24, \"lookback\": 100}]}", 400))
        .containsExactly("/ensemble/networks/1/lookback");
    assertThat(
            refused(
                """
                {"networks": [{"cell": {"type": "tcn"}, "width": 0.5, "units": "ratio", "depth": 2}], "weights": "best",
                 "ridges": [{"lookback": -3}]}
                """,
                400))
        .containsExactlyInAnyOrder(
            "/ensemble/networks/0/cell/type",
            "/ensemble/networks/0/width",
            "/ensemble/networks/0/units",
            "/ensemble/networks/0/depth",
            "/ensemble/weights",
            "/ensemble/ridges/0/lookback");
    assertThat(refused("{\"methods\": [], \"ridges\": [], \"networks\": []}", 400))
        .containsExactly("/ensemble");
    assertThat(refused("{\"origins\": 0}", 400)).containsExactly("/ensemble/origins");
  }

  @Test
  void whatTheDataDoNotAllowIsRefusedBeforeTheJobIsQueued() {
    assertThat(refused("{\"networks\": [{\"lookback\": 96}], \"ridges\": [{\"season\": 80}]}", 422))
        .containsExactly("/ensemble/ridges/0/season", "/ensemble/networks/0/lookback");
    assertThat(refused("{\"origins\": 20, \"stride\": 6}", 422))
        .containsExactly("/ensemble/origins");
  }

  @Test
  void anEnsembleDoesNotStandBesideANetwork() {
    Answer mixed = SERVICE.postJson(JOBS, body("\"ensemble\": {}, \"training\": {\"epochs\": 1}"));
    assertThat(mixed.status()).isEqualTo(400);
    assertThat(mixed.faults()).contains("/ensemble");
  }

  @Test
  void anEmptyEnsembleIsTheAutomaticOne() {
    JsonNode plan = dryRun("\"ensemble\": {}").json().get("plan");
    assertThat(plan).isEqualTo(dryRun("\"seed\": 42").json().get("plan"));
  }
}
