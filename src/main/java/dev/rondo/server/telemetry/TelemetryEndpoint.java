package dev.rondo.server.telemetry;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// Sends traces and metrics to the collector that `rondo.telemetry.endpoint` or the usual `OTEL_EXPORTER_OTLP_ENDPOINT` names. Without
/// one, nothing is measured for traces and nothing is sent, although Spring Boot would send metrics to this machine.
class TelemetryEndpoint implements EnvironmentPostProcessor, Ordered {
  private static final List<String> ENDPOINTS =
      List.of("rondo.telemetry.endpoint", "OTEL_EXPORTER_OTLP_ENDPOINT");

  private static final Map<String, Object> SILENCE =
      Map.of(
          "management.otlp.metrics.export.enabled",
          false,
          "management.tracing.export.enabled",
          false,
          "spring.autoconfigure.exclude",
          Stream.of(
                  "org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration",
                  "org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration",
                  "org.springframework.boot.micrometer.tracing.autoconfigure.prometheus.PrometheusExemplarsAutoConfiguration",
                  "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration")
              .toList());

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    @Nullable String endpoint =
        ENDPOINTS.stream()
            .map(environment::getProperty)
            .filter(Objects::nonNull)
            .filter(text -> !text.isBlank())
            .findFirst()
            .orElse(null);
    environment
        .getPropertySources()
        .addLast(new MapPropertySource("telemetry", endpoint == null ? SILENCE : to(endpoint)));
  }

  private static Map<String, Object> to(String endpoint) {
    String base = endpoint.replaceFirst("/+$", "");
    return Map.of(
        "management.otlp.metrics.export.url",
        base + "/v1/metrics",
        "management.opentelemetry.tracing.export.otlp.endpoint",
        base + "/v1/traces");
  }
}
