package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class StartMessageTest {
  @Test
  void theLastLineTellsWhereItAnswers(CapturedOutput output) {
    try (Service service = new Service(Service.temporaryDirectory())) {
      String last = output.getOut().strip().lines().toList().getLast();
      assertThat(last)
          .contains("http://127.0.0.1:" + service.root().getPort())
          .endsWith("/swagger-ui.html");
      assertThat(service.get("/swagger-ui.html").status()).isIn(200, 302);
    }
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, 127.0.0.1", "0.0.0.0, localhost", "::, localhost", "::1, [::1]"})
  void aBrowserFindsTheAddress(String listen, String host) {
    assertThat(StartMessage.host(listen)).isEqualTo(host);
  }
}
