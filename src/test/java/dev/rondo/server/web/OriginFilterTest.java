package dev.rondo.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.RawRequests;
import dev.rondo.server.Service;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginFilterTest {
  private final Service service = Service.shared();
  private final int port = service.root().getPort();

  private String post(Service to, String host, String headers) throws IOException {
    return RawRequests.send(
        to.root(),
        "POST /api/v1/datasets/generate HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n%s\r\n{}"
            .formatted(host, headers));
  }

  private String get(Service from, String path, String host) throws IOException {
    return RawRequests.send(
        from.root(),
        "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, host));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/datasets", "/v3/api-docs", "/actuator/health", "/problems"})
  void foreignNamesAreRefusedEverywhere(String path) throws IOException {
    assertThat(get(service, path, "attacker.example"))
        .startsWith("HTTP/1.1 403")
        .contains("application/problem+json", "attacker.example", "rondo.allowed-hosts");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]", "LOCALHOST"})
  void namesOfThisMachineAreServed(String host) throws IOException {
    assertThat(get(service, "/api/v1/datasets", host + ":" + port)).startsWith("HTTP/1.1 200");
    assertThat(get(service, "/api/v1/datasets", host)).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: https://attacker.example\r\n",
        "Origin: null\r\n",
        "Origin: http://localhost:1\r\n",
        "Origin: not an origin\r\n",
        "Origin: https://attacker.example\r\nSec-Fetch-Site: same-origin\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\n"
      })
  void pagesOfOtherOriginsMayNotChangeAnything(String headers) throws IOException {
    assertThat(post(service, "localhost:" + port, headers))
        .startsWith("HTTP/1.1 403")
        .contains("application/problem+json");
  }

  @Test
  void ownPagesAndProgramsMay() throws IOException {
    // 400: the request passed the filter, but its body lacks the generator.
    String own = "Origin: http://localhost:" + port + "\r\nSec-Fetch-Site: same-origin\r\n";
    assertThat(post(service, "localhost:" + port, own)).startsWith("HTTP/1.1 400");
    assertThat(post(service, "localhost:" + port, "")).startsWith("HTTP/1.1 400");
    assertThat(post(service, "localhost:" + port, "Sec-Fetch-Site: none\r\n"))
        .startsWith("HTTP/1.1 400");
  }

  @Test
  void pagesOfOtherOriginsMayRead() throws IOException {
    assertThat(
            RawRequests.send(
                service.root(),
                "GET /api/v1/datasets HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: cross-site\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void theOperatorNamesFurtherHosts(@TempDir Path directory) throws IOException {
    try (Service named =
        new Service(directory, "rondo.allowed-hosts=forecast.example.org,other.example.org")) {
      assertThat(get(named, "/api/v1/datasets", "forecast.example.org")).startsWith("HTTP/1.1 200");
      assertThat(get(named, "/api/v1/datasets", "attacker.example")).startsWith("HTTP/1.1 403");
      assertThat(post(named, "127.0.0.1", "Origin: https://forecast.example.org\r\n"))
          .startsWith("HTTP/1.1 400");
    }
  }

  @Test
  void forwardedNamesCountOnlyWhereConfigured(@TempDir Path directory) throws IOException {
    String forwarded =
        "GET /api/v1/datasets HTTP/1.1\r\nHost: %s\r\nX-Forwarded-Host: %s\r\nX-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n";
    assertThat(
            RawRequests.send(service.root(), forwarded.formatted("attacker.example", "localhost")))
        .startsWith("HTTP/1.1 403");
    try (Service behind =
        new Service(
            directory,
            "rondo.allowed-hosts=forecast.example.org",
            "server.forward-headers-strategy=native")) {
      assertThat(
              RawRequests.send(
                  behind.root(), forwarded.formatted("backend.internal", "forecast.example.org")))
          .startsWith("HTTP/1.1 200");
    }
  }
}
