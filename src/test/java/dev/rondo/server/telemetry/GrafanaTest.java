package dev.rondo.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.job.Jobflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GrafanaTest {
  private static final Pattern METRIC = Pattern.compile("([a-z_]+)\\{");

  /// Metrics that begin with their first event.
  private static final Set<String> LATER =
      Set.of(
          "rondo_model_error",
          "rondo_model_coverage",
          "rondo_model_drift",
          "rondo_model_coverage_drift",
          "rondo_retraining_runs_total",
          "jvm_gc_pause_seconds_sum");

  @TempDir Path data;

  @Test
  void everyMetricOfTheDashboardExists() throws IOException {
    Set<String> shown = new TreeSet<>();
    JsonNode dashboard =
        JsonMapper.shared().readTree(Files.readString(Path.of("docs/grafana/rondo.json")));
    for (JsonNode panel : dashboard.get("panels"))
      for (JsonNode target : panel.path("targets")) {
        Matcher metric = METRIC.matcher(target.get("expr").stringValue());
        while (metric.find()) shown.add(metric.group(1));
      }
    assertThat(shown).hasSizeGreaterThan(10);
    try (Service service = new Service(data)) {
      String dataset = Jobflow.dataset(service, 40);
      Jobflow.model(service, Jobflow.small(dataset, "\"epochs\": 1"));
      String metrics = service.get("/actuator/prometheus").text();
      assertThat(shown).allSatisfy(metric ->
          assertThat(LATER.contains(metric) || metrics.contains("\n" + metric + "{"))
              .as(metric)
              .isTrue());
      assertThat(metrics).contains("application=\"rondo\"");
    }
    assertThat(Files.readString(Path.of("docs/operations.md")))
        .contains(LATER.stream().filter(each -> each.startsWith("rondo")).toList());
  }
}
