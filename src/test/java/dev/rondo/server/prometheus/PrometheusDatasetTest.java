package dev.rondo.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Datasets of a real Prometheus server.
class PrometheusDatasetTest {
  private static final long START = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
  private static final int MINUTES = 9 * 24 * 60;

  /// Labels with every character that the notation escapes.
  private static final Map<String, String> ODD =
      new TreeMap<>(Map.of("__name__", "load", "job", "a \"b\" \\ c\nd", "zone", "größe,}="));

  private static final String ODD_ID = "load{job=\"a \\\"b\\\" \\\\ c\\nd\",zone=\"größe,}=\"}";

  @TempDir static Path directory;
  private static RealPrometheus prometheus;
  private static Service service;

  @BeforeAll
  static void start(@TempDir Path data) throws Exception {
    RealPrometheus.assumeInstalled();
    prometheus = RealPrometheus.start(directory, samples(), "{}\n");
    service = new Service(data, "rondo.prometheus.servers=" + prometheus.url() + "/");
  }

  @AfterAll
  static void stop() {
    if (service != null) service.close();
    if (prometheus != null) prometheus.close();
  }

  /// One value each five minutes. `plain` has none for an hour on the second day, `late` begins on the ninth day.
  private static String samples() {
    StringBuilder text = new StringBuilder("# TYPE load gauge\n");
    for (int minute = 0; minute < MINUTES; minute += 5) {
      long time = START + 60L * minute;
      sample(text, "{job=\"plain\"}", value(minute), time, !(minute >= 1500 && minute < 1560));
      sample(text, ODD_ID.substring(4), 2 * value(minute), time, true);
      sample(text, "{job=\"late\"}", 3, time, minute >= 8 * 1440);
    }
    text.append("# TYPE odd gauge\n");
    for (int i = 0; i < 12; i++)
      text.append(
          "odd %s %d\n".formatted(i == 3 ? "NaN" : i == 5 ? "+Inf" : "" + i, START + 300L * i));
    return text.toString();
  }

  private static void sample(
      StringBuilder text, String labels, double value, long time, boolean known) {
    if (known)
      text.append("load")
          .append(labels)
          .append(" ")
          .append(value)
          .append(" ")
          .append(time)
          .append("\n");
  }

  private static double value(int minute) {
    return 100 + minute / 5 % 288;
  }

  private static Answer add(String query, String end, String step) {
    ObjectNode request =
        JsonMapper.shared()
            .createObjectNode()
            .put("url", prometheus.url())
            .put("query", query)
            .put("start", "2026-01-01T00:00:00Z")
            .put("end", end)
            .put("step", step);
    return service.postJson("/api/v1/datasets/prometheus", request.toString());
  }

  private static JsonNode series(String dataset, String id) {
    return service
        .get(
            "/api/v1/datasets/%s/series/%s"
                .formatted(
                    dataset, URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20")))
        .json();
  }

  @Test
  void haveTheSeriesOfTheResult() {
    Answer made = add("load", "2026-01-03T00:02:00Z", "5m");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    JsonNode dataset = made.json();
    assertThat(dataset.at("/origin/kind").stringValue()).isEqualTo("prometheus");
    assertThat(dataset.at("/origin/prometheus/url").stringValue()).isEqualTo(prometheus.url());
    assertThat(dataset.at("/origin/prometheus/query").stringValue()).isEqualTo("load");
    assertThat(dataset.get("frequency").stringValue()).isEqualTo("PT5M");
    assertThat(dataset.at("/timeRange/end").stringValue()).isEqualTo("2026-01-03T00:00:00Z");
    assertThat(dataset.get("staticColumns").toString())
        .contains("\"job\"", "\"zone\"")
        .doesNotContain("__name__");
    String id = dataset.get("id").stringValue();
    JsonNode plain = series(id, "load{job=\"plain\"}");
    JsonNode values = plain.get("values");
    assertThat(values.size()).isEqualTo(2 * 288 + 1);
    for (int step = 0; step < values.size(); step++) {
      JsonNode value = values.get(step).isArray() ? values.get(step).get(0) : values.get(step);
      // Prometheus repeats the last value for five minutes.
      if (step == 300) continue;
      boolean missing = step > 300 && step < 312;
      assertThat(value.isNull()).as("step " + step).isEqualTo(missing);
      if (!missing) assertThat(value.doubleValue()).isEqualTo(value(5 * step), within(1e-9));
    }
    assertThat(dataset.get("report").toString()).contains("\"gap\"");
    assertThat(series(id, ODD_ID).get("values").size()).isEqualTo(2 * 288 + 1);
  }

  @Test
  void mayBeLongerThanPrometheusAnswersAtOnce() {
    Answer made = add("sum(load)", "2026-01-09T00:00:00Z", "1m");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.json().at("/shape/steps/max").intValue()).isEqualTo(8 * 1440 + 1);
    assertThat(made.json().get("missing").intValue()).isZero();
    JsonNode values = series(made.json().get("id").stringValue(), "{}").get("values");
    for (int step : new int[] {0, 10_999, 11_000, 11_001, 11_519}) {
      JsonNode value = values.get(step).isArray() ? values.get(step).get(0) : values.get(step);
      assertThat(value.doubleValue()).as("step " + step).isEqualTo(3 * value(step / 5 * 5));
    }
  }

  @Test
  void growByARefresh() {
    JsonNode dataset = add("load", "2026-01-08T12:00:00Z", "1h").json();
    String id = dataset.get("id").stringValue();
    assertThat(dataset.at("/shape/series").intValue()).isEqualTo(2);
    Answer grown =
        service.send(
            "POST", "/api/v1/datasets/" + id + "/refresh?end=2026-01-09T12:30:00Z", new byte[0]);
    assertThat(grown.status()).as(grown.text()).isEqualTo(200);
    assertThat(grown.json().get("appended").intValue()).isEqualTo(2 * 24 + 13);
    assertThat(grown.json().get("newSeries").intValue()).isEqualTo(1);
    JsonNode after = service.get("/api/v1/datasets/" + id).json();
    assertThat(after.at("/timeRange/end").stringValue()).isEqualTo("2026-01-09T12:00:00Z");
    assertThat(grown.header("ETag"))
        .isEqualTo(service.get("/api/v1/datasets/" + id).header("ETag"));
    Answer again =
        service.send(
            "POST", "/api/v1/datasets/" + id + "/refresh?end=2026-01-09T12:30:00Z", new byte[0]);
    assertThat(again.json().get("version").intValue()).isEqualTo(2);
    assertThat(again.json().get("appended").intValue()).isZero();
    JsonNode whole = add("load", "2026-01-09T12:00:00Z", "1h").json();
    for (String one : new String[] {"load{job=\"plain\"}", "load{job=\"late\"}", ODD_ID})
      assertThat(series(id, one).get("values"))
          .isEqualTo(series(whole.get("id").stringValue(), one).get("values"));
  }

  @Test
  void haveNoInfiniteValues() {
    JsonNode dataset = add("odd", "2026-01-01T00:55:00Z", "5m").json();
    assertThat(dataset.get("missing").intValue()).isEqualTo(2);
    assertThat(dataset.get("report").toString()).contains("\"infinite\"", "\"not-a-number\"");
  }

  @Test
  void areRefusedIfTheQueryIsWrong() {
    Answer broken = add("sum by (load", "2026-01-02T00:00:00Z", "5m");
    assertThat(broken.status()).isEqualTo(422);
    assertThat(broken.faults()).containsExactly("/query");
    assertThat(broken.json().get("detail").stringValue()).contains("Prometheus", "parse error");
    for (String other : new String[] {"load[5m]", "\"text\""}) {
      Answer refused = add(other, "2026-01-02T00:00:00Z", "5m");
      assertThat(refused.status()).as(refused.text()).isEqualTo(422);
      assertThat(refused.json().get("detail").stringValue())
          .contains("invalid expression type", "must be Scalar or instant Vector");
    }
    Answer nothing = add("load{job=\"none\"}", "2026-01-02T00:00:00Z", "5m");
    assertThat(nothing.status()).isEqualTo(422);
    assertThat(nothing.json().get("detail").stringValue()).contains("no value between");
  }

  @Test
  void idsHaveTheNotationOfPrometheus() {
    assertThat(SeriesLabels.id(ODD)).isEqualTo(ODD_ID);
    assertThat(SeriesLabels.of(ODD_ID))
        .hasValueSatisfying(labels -> assertThat(labels).isEqualTo(ODD));
    assertThat(SeriesLabels.of("{}")).hasValue(new TreeMap<>());
    assertThat(SeriesLabels.of("load{job=\"a\"")).isEmpty();
    assertThat(SeriesLabels.of("load{job=a}")).isEmpty();
    assertThat(SeriesLabels.of("store 1")).isEmpty();
  }
}
