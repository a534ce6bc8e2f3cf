package dev.rondo.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerUrlTest {
  @ParameterizedTest
  @CsvSource({
    "HTTP://Localhost:80/, http://localhost",
    "https://a.example:443/prom/, https://a.example/prom",
    "http://a.example:65535, http://a.example:65535"
  })
  void isTheSameForTheSameServer(String text, String normal) {
    assertThat(ServerUrl.normal(text)).isEqualTo(normal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://a.example:65536", "ftp://a.example", "http://a.example?x=1", "a.example"})
  void refusesWhatNoServerHas(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ServerUrl.normal(text));
  }
}
