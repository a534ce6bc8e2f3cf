package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsTest {
  private final Service service = Service.shared();

  @ParameterizedTest
  @ValueSource(
      strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
  void isHealthy(String path) {
    assertThat(service.get(path).json().get("status").stringValue()).isEqualTo("UP");
  }

  @Test
  void tellsWhatItRunsOn() {
    var info = service.get("/actuator/info").json();
    assertThat(info.at("/engine/kernels").stringValue()).matches("(vector, \\d+ lanes|scalar).*");
    assertThat(info.at("/engine/threads").intValue()).isPositive();
    assertThat(info.at("/java/version").stringValue()).startsWith("2");
  }

  @Test
  void givesMetrics() {
    assertThat(service.get("/actuator/prometheus").text()).contains("jvm_memory_used_bytes");
  }

  @Test
  void showsItsBillOfMaterials() {
    assertThat(service.get("/actuator/sbom").json().get("ids").toString()).contains("application");
    assertThat(service.get("/actuator/sbom/application").json().get("bomFormat").stringValue())
        .isEqualTo("CycloneDX");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/actuator/env", "/actuator/heapdump", "/actuator/beans", "/actuator/shutdown"})
  void keepsTheRestToItself(String path) {
    assertThat(service.get(path).status()).isEqualTo(404);
    assertThat(service.get(path).contentType()).isEqualTo("application/problem+json");
  }

  @Test
  void showsTheApiWithoutLeavingTheMachine() {
    assertThat(service.get("/swagger-ui/index.html").text()).doesNotContain("https://", "http://");
    assertThat(service.get("/v3/api-docs/swagger-config").json().get("validatorUrl").stringValue())
        .isEqualTo("none");
  }

  @Test
  void theStartPageLeadsOnlyToWhatIsThere() {
    Service.Answer page = service.get("/");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.contentType()).startsWith("text/html");
    List<String> links =
        Pattern.compile("href=\"([^\"]+)\"")
            .matcher(page.text())
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(links).hasSizeGreaterThan(8);
    for (String link : links) assertThat(service.get("/" + link).status()).as(link).isIn(200, 302);
  }

  @Test
  void theStartPageRunsOnlyScriptsOfTheService() {
    Service.Answer page = service.get("/");
    assertThat(page.header("Content-Security-Policy")).contains("default-src 'self'");
    assertThat(page.text())
        .doesNotContainPattern("<script(?![^>]*src=)|<style| on[a-z]+=|https?://");
    assertThat(service.get("/app/main.js").contentType()).startsWith("text/javascript");
    assertThat(service.get("/api/v1/datasets").header("X-Content-Type-Options"))
        .isEqualTo("nosniff");
  }

  @Test
  void tellsHowLongAnswersTook() {
    service.get("/api/v1/datasets");
    assertThat(service.get("/actuator/prometheus").text())
        .containsPattern("http_server_requests_seconds_bucket\\{[^}]*uri=\"/api/v1/datasets\"");
  }
}
