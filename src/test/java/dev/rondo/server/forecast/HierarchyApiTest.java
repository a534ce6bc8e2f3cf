package dev.rondo.server.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import java.time.YearMonth;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Monthly sales of six shops in two regions.
class HierarchyApiTest {
  private static final Service SERVICE = Service.shared();
  private static final int MONTHS = 60;
  private static final String LEVELS = "[[], [\"region\"], [\"kind\"], [\"region\", \"shop\"]]";
  private static String dataset = "";
  private static String model = "";

  /// @param months number of months of the first shop, whose last ones may be missing
  private static String sales(int months) {
    StringBuilder rows = new StringBuilder("month,shop,region,kind,sales\n");
    Random random = new Random(9);
    for (int t = 0; t < MONTHS; t++) {
      double weather = random.nextGaussian();
      for (int shop = 0; shop < 6; shop++) {
        double season = 1 + 0.3 * Math.sin(2 * Math.PI * t / 12);
        double value = (100 + 20 * shop) * season + 5 * weather + 5 * random.nextGaussian();
        if (shop == 0 && t >= months) continue;
        rows.append(
            "%s-01,s%d,%s,%s,%s\n"
                .formatted(
                    YearMonth.of(2020, 1).plusMonths(t),
                    shop,
                    shop < 2 ? "north" : "south",
                    shop % 2 == 0 ? "city" : "mall",
                    shop == 3 && t == 20 ? "" : "%.2f".formatted(value)));
      }
    }
    return rows.toString();
  }

  @BeforeAll
  static void train() {
    dataset = Jobflow.upload(SERVICE, "", sales(MONTHS));
    model =
        Jobflow.model(
            SERVICE,
            "{\"datasetId\": \"%s\", \"horizon\": 4, \"ensemble\": {\"methods\": [\"ets\", \"theta\"], \"ridges\": [], \"networks\": []}}"
                .formatted(dataset));
  }

  private static String body(String of, String hierarchy, String more) {
    return "{\"dataset\": {\"id\": \"%s\"}, \"hierarchy\": %s%s}".formatted(of, hierarchy, more);
  }

  private static JsonNode forecast(String body) {
    Answer answer = SERVICE.postJson(model + "/predictions", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static double sum(JsonNode answer, String group, String member, int... places) {
    double sum = 0;
    for (JsonNode one : answer.get("forecasts")) {
      if (!one.path("level").toString().equals("[\"region\",\"shop\"]")) continue;
      if (!group.isEmpty() && !one.get("group").toString().contains(group)) continue;
      JsonNode value = one.get(member);
      for (int place : places) value = value.get(place);
      sum += value.doubleValue();
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(strings = {"minimum-trace", "weighted-least-squares", "ols", "bottom-up"})
  void theMeansAndEveryPathAddUp(String method) {
    JsonNode answer =
        forecast(
            body(
                dataset,
                "{\"levels\": %s, \"method\": \"%s\"}".formatted(LEVELS, method),
                ", \"paths\": 3, \"levels\": [80], \"quantiles\": [0.5], \"total\": true"));
    assertThat(answer.at("/hierarchy/method").stringValue()).isEqualTo(method);
    assertThat(answer.at("/hierarchy/sums").intValue()).isEqualTo(5);
    assertThat(answer.at("/hierarchy/origins").intValue()).isGreaterThan(7);
    List<String> ids =
        answer
            .get("forecasts")
            .valueStream()
            .map(one -> one.get("seriesId").stringValue())
            .toList();
    assertThat(ids)
        .containsExactly(
            "total",
            "region=north",
            "region=south",
            "kind=city",
            "kind=mall",
            "s0",
            "s1",
            "s2",
            "s3",
            "s4",
            "s5");
    for (int i = 0; i < 3; i++) {
      JsonNode one = answer.at("/forecasts/" + i);
      String group = i == 0 ? "" : i == 1 ? "\"north\"" : "\"south\"";
      assertThat(one.get("mean").size()).isEqualTo(4);
      for (int h = 0; h < 4; h++) {
        assertThat(one.get("mean").get(h).doubleValue())
            .isCloseTo(sum(answer, group, "mean", h), within(1e-9));
        for (int path = 0; path < 3; path++)
          assertThat(one.get("paths").get(path).get(h).doubleValue())
              .isCloseTo(sum(answer, group, "paths", path, h), within(1e-9));
        assertThat(one.at("/intervals/0/lower").get(h).doubleValue())
            .isLessThan(one.at("/quantiles/0/values").get(h).doubleValue());
      }
      double total = one.at("/total/median").doubleValue();
      assertThat(one.at("/total/intervals/0/lower").doubleValue()).isLessThan(total);
      assertThat(one.at("/total/intervals/0/upper").doubleValue()).isGreaterThan(total);
    }
    assertThat(answer.at("/forecasts/0/timestamps/0").stringValue()).startsWith("2025-01-01");
    assertThat(answer.at("/forecasts/0/level").toString()).isEqualTo("[]");
    assertThat(answer.at("/forecasts/1/group").toString()).isEqualTo("{\"region\":\"north\"}");
    assertThat(answer.get("warnings").toString()).contains("'s3' (1)");
  }

  @Test
  void commonErrorsWidenTheIntervalOfTheTotal() {
    JsonNode answer = forecast(body(dataset, "{\"levels\": [[]]}", ", \"levels\": [80]"));
    double widths = 0;
    for (int i = 1; i <= 6; i++) widths += Math.pow(width(answer, i), 2);
    // If the errors were independent, the square of the width would be the sum of those of the
    // series.
    assertThat(Math.pow(width(answer, 0), 2)).isGreaterThan(1.5 * widths);
  }

  private static double width(JsonNode answer, int forecast) {
    JsonNode interval = answer.at("/forecasts/" + forecast + "/intervals/0");
    return interval.get("upper").get(0).doubleValue() - interval.get("lower").get(0).doubleValue();
  }

  @Test
  void csvAndNdjsonNameTheGroups() {
    byte[] body =
        body(dataset, "{\"levels\": [[], [\"region\"]]}", ", \"levels\": [80]").getBytes();
    Answer csv =
        SERVICE.send(
            "POST",
            model + "/predictions",
            body,
            "Content-Type",
            "application/json",
            "Accept",
            "text/csv");
    List<String> lines = csv.text().lines().toList();
    assertThat(lines.getFirst())
        .isEqualTo("seriesId,target,step,timestamp,mean,lower80,upper80,level,region");
    assertThat(lines).hasSize(1 + 9 * 4);
    assertThat(lines.get(1)).startsWith("total,").endsWith(",total,");
    assertThat(lines.get(5)).startsWith("region=north,").endsWith(",region,north");
    assertThat(lines.getLast()).startsWith("s5,").endsWith(",,");
    Answer ndjson =
        SERVICE.send(
            "POST",
            model + "/predictions",
            body,
            "Content-Type",
            "application/json",
            "Accept",
            "application/x-ndjson");
    assertThat(ndjson.text().lines().count()).isEqualTo(9);
    assertThat(ndjson.text()).contains("\"group\":{\"region\":\"south\"}");
  }

  @Test
  void anAliasAnswersTheSame() {
    SERVICE.send(
        "PUT",
        "/api/v1/aliases/sums",
        ("{\"modelId\": \"" + model.substring(model.lastIndexOf('/') + 1) + "\"}").getBytes(),
        "Content-Type",
        "application/json");
    String body = body(dataset, "{\"levels\": [[]]}", "");
    Answer alias = SERVICE.postJson("/api/v1/aliases/sums/predictions", body);
    assertThat(alias.json()).isEqualTo(forecast(body));
    assertThat(SERVICE.delete("/api/v1/aliases/sums").status()).isEqualTo(204);
  }

  @Test
  void rawSeriesHaveStaticsOfTheirOwn() {
    String values = "[1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3, 2, 1, 2]";
    JsonNode answer =
        forecast(
            """
            {"horizon": 2, "hierarchy": {"levels": [["x"]], "method": "bottom-up"},
             "series": [{"id": "a", "statics": {"x": 7}, "values": %1$s}, {"id": "b", "statics": {"x": 7}, "values": %1$s}]}
            """
                .formatted(values));
    assertThat(answer.at("/forecasts/0/group").toString()).isEqualTo("{\"x\":\"7\"}");
    assertThat(answer.at("/forecasts/0/mean/0").doubleValue())
        .isCloseTo(
            answer.at("/forecasts/1/mean/0").doubleValue()
                + answer.at("/forecasts/2/mean/0").doubleValue(),
            within(1e-9));
  }

  @Test
  void aSeriesThatIsLateIsExtendedAndToldAndOneThatEndedIsRefusedOrLeftOut() {
    String late = Jobflow.upload(SERVICE, "", sales(MONTHS - 2));
    JsonNode answer = forecast(body(late, "{\"levels\": [[]]}", ""));
    assertThat(answer.get("warnings").toString()).contains("'s0' (2)");
    assertThat(answer.at("/forecasts/1/timestamps/0").stringValue()).startsWith("2025-01-01");
    String ended = Jobflow.upload(SERVICE, "", sales(MONTHS - 20));
    Answer refused =
        SERVICE.postJson(model + "/predictions", body(ended, "{\"levels\": [[]]}", ""));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.faults()).containsExactly("/hierarchy");
    assertThat(refused.text()).contains("'s0'").contains("leave-out");
    JsonNode without = forecast(body(ended, "{\"levels\": [[]], \"ended\": \"leave-out\"}", ""));
    assertThat(without.get("forecasts").size()).isEqualTo(6);
    assertThat(without.get("warnings").toString()).contains("left out").contains("s0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"levels\": []}||400|/hierarchy/levels",
        "{}||400|/hierarchy/levels",
        "{\"levels\": [[], []]}||400|/hierarchy/levels/1",
        "{\"levels\": [[\"region\", \"region\"]]}||400|/hierarchy/levels/0",
        "{\"levels\": [[\"city\"]]}||422|/hierarchy/levels/0/0",
        "{\"levels\": [[]], \"method\": \"mint\"}||400|/hierarchy/method",
        "{\"levels\": [[]]}|, \"keep\": true|400|/keep",
        "{\"levels\": [[]]}|, \"correct\": true|400|/correct",
        "{\"levels\": [[]]}|, \"explain\": true|400|/explain",
      })
  void faultsAreNamed(String hierarchy, String more, int status, String pointer) {
    Answer answer =
        SERVICE.postJson(
            model + "/predictions", body(dataset, hierarchy, more == null ? "" : more));
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.faults()).containsExactly(pointer);
  }

  @Test
  void seriesWithoutAnAttributeAreNamed() {
    String some =
        Jobflow.upload(SERVICE, "?staticColumns=region", sales(MONTHS).replace(",south,", ",,"));
    Answer answer =
        SERVICE.postJson(model + "/predictions", body(some, "{\"levels\": [[\"region\"]]}", ""));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains("4 series have no value of 'region'").contains("'s2'");
  }

  @Test
  void aSeriesNamedTwiceIsRefused() {
    Answer answer =
        SERVICE.postJson(
            model + "/predictions",
            "{\"dataset\": {\"id\": \"%s\", \"series\": [\"s1\", \"s1\"]}, \"hierarchy\": {\"levels\": [[]]}}"
                .formatted(dataset));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.faults()).containsExactly("/hierarchy");
  }

  @Test
  void aNetworkGivesNoSums() {
    String network = Jobflow.model(SERVICE, Jobflow.small(dataset, "\"epochs\": 1"));
    Answer answer =
        SERVICE.postJson(network + "/predictions", body(dataset, "{\"levels\": [[]]}", ""));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.faults()).containsExactly("/hierarchy");
    assertThat(SERVICE.delete(network).status()).isEqualTo(204);
  }
}
