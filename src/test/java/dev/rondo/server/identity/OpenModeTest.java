package dev.rondo.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/// When the service asks for keys, and where the first one comes from.
@ExtendWith(OutputCaptureExtension.class)
class OpenModeTest {
  private static final Pattern PRINTED = Pattern.compile("shown only here: (rondo_\\S+)");

  @Test
  void onALoopbackAddressNoKeyIsNeeded() {
    Service open = Service.shared();
    assertThat(open.get("/api/v1/datasets").status()).isEqualTo(200);
    assertThat(open.get("/api/v1/datasets", "Authorization", "Bearer wrong").status())
        .isEqualTo(200);
    JsonNode session = open.get("/api/v1/session").json();
    assertThat(session.get("required").booleanValue()).isFalse();
    assertThat(session.get("role").stringValue()).isEqualTo("admin");
  }

  @Test
  void elsewhereAFirstKeyIsPrintedOnce(@TempDir Path data, CapturedOutput output) {
    String key;
    try (Service service = new Service(data, "rondo.listen=0.0.0.0")) {
      assertThat(service.get("/api/v1/datasets").status()).isEqualTo(401);
      Matcher printed = PRINTED.matcher(output.getOut());
      assertThat(printed.find()).isTrue();
      key = printed.group(1);
      assertThat(service.get("/api/v1/keys", "Authorization", "Bearer " + key).status())
          .isEqualTo(200);
      assertThat(printed.find()).isFalse();
    }
    try (Service service = new Service(data, "rondo.listen=0.0.0.0")) {
      assertThat(service.get("/api/v1/keys", "Authorization", "Bearer " + key).status())
          .isEqualTo(200);
      assertThat(PRINTED.matcher(output.getOut()).results().count()).isEqualTo(1);
    }
  }

  /// The address of the server decides, not the property that usually sets it.
  @Test
  void theAddressOfTheServerDecides(@TempDir Path data) {
    try (Service service = new Service(data, "server.address=0.0.0.0")) {
      assertThat(service.get("/api/v1/datasets").status()).isEqualTo(401);
    }
  }

  @Test
  void theKeyCanBeInAFile(@TempDir Path data) throws Exception {
    Path file = Files.writeString(data.resolve("key"), "a-key-that-is-in-a-file\n");
    try (Service service =
        new Service(data, "rondo.listen=0.0.0.0", "rondo.admin-key-file=" + file)) {
      assertThat(service.get("/api/v1/keys", "X-API-Key", "a-key-that-is-in-a-file").status())
          .isEqualTo(200);
    }
  }

  @Test
  void anOperatorCanAskForNoKeys(@TempDir Path data) {
    try (Service service = new Service(data, "rondo.listen=0.0.0.0", "rondo.authentication=off")) {
      assertThat(service.get("/api/v1/datasets").status()).isEqualTo(200);
    }
  }

  @Test
  void requestsHaveAnIdInTheirAnswer() {
    Service open = Service.shared();
    assertThat(open.get("/api/v1/datasets", "X-Request-Id", "from-a-proxy").header("X-Request-Id"))
        .isEqualTo("from-a-proxy");
    assertThat(open.get("/api/v1/datasets", "X-Request-Id", "not plain!").header("X-Request-Id"))
        .matches("[0-9a-f-]{36}");
  }

  @Test
  void everyAnswerHasSecurityHeaders() {
    Service open = Service.shared();
    assertThat(open.get("/").header("Content-Security-Policy"))
        .contains("default-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(open.get("/api/v1/datasets").header("Content-Security-Policy"))
        .contains("default-src 'none'");
    assertThat(open.get("/api/v1/datasets").header("X-Frame-Options")).isEqualTo("DENY");
  }

  @Test
  void pagesOfOtherOriginsCallOnlyIfTheyAreConfigured(@TempDir Path data) {
    String page = "https://app.example.org";
    assertThat(
            Service.shared()
                .get("/api/v1/datasets", "Origin", page)
                .header("Access-Control-Allow-Origin"))
        .isEmpty();
    try (Closed service = new Closed(data, "rondo.cors-origins=" + page)) {
      Service.Answer preflight =
          service.send(
              "",
              "OPTIONS",
              "/api/v1/projects",
              "",
              "Origin",
              page,
              "Access-Control-Request-Method",
              "POST",
              "Access-Control-Request-Headers",
              "authorization,content-type");
      assertThat(preflight.status()).isEqualTo(200);
      assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo(page);
      assertThat(preflight.header("Access-Control-Allow-Credentials")).isEmpty();
      assertThat(
              service
                  .send(
                      Closed.ADMIN,
                      "POST",
                      "/api/v1/projects",
                      "{\"name\": \"from-a-page\"}",
                      "Origin",
                      page)
                  .status())
          .isEqualTo(201);
      assertThat(
              service
                  .get(Closed.ADMIN, "/api/v1/projects", "Origin", "https://attacker.example")
                  .header("Access-Control-Allow-Origin"))
          .isEmpty();
    }
  }
}
