package dev.rondo.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/// An answer that fails while it is written does not look complete to a client.
class BrokenAnswersTest {
  private static Service service;

  static final class Beans {
    @Bean
    SimpleUrlHandlerMapping breaking() {
      HttpRequestHandler handler =
          (request, response) -> {
            OutputStream body = response.getOutputStream();
            body.write("{\"half\":[1,2".getBytes(StandardCharsets.UTF_8));
            if (request.getParameter("sent") != null) body.flush();
            throw new IllegalStateException("of a test");
          };
      return new SimpleUrlHandlerMapping(Map.of("/test/breaks", handler), -1);
    }
  }

  @BeforeAll
  static void start(@TempDir Path data) {
    service = new Service(List.of(Beans.class), data);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void isTheProblemAloneWhereNothingWasSent() {
    Answer answer = service.get("/test/breaks");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.text()).startsWith("{\"type\":").doesNotContain("half");
  }

  @Test
  void isACutConnectionWhereAPartWasSent() {
    assertThatThrownBy(() -> service.get("/test/breaks?sent=yes"))
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(IOException.class);
    assertThat(service.get("/actuator/health").status()).isEqualTo(200);
  }
}
