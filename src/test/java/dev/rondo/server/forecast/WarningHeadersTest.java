package dev.rondo.server.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarningHeadersTest {
  @Test
  void holdsPrintableAsciiOnly() {
    assertThat(WarningHeaders.of(List.of("a 100 % of \u00fc\r\nX: y", "second")))
        .containsExactly("a 100 %25 of %C3%BC%0D%0AX: y", "second");
  }

  @Test
  void isBounded() {
    List<String> values = WarningHeaders.of(Collections.nCopies(1000, "\u00fc".repeat(10_000)));
    assertThat(String.join("", values).length()).isLessThan(4100);
    assertThat(values.getLast()).isEqualTo("999 more warnings; the answer as JSON has all");
  }
}
