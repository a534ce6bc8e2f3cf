package dev.rondo.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;

class RetriesTest {
  private final Retries retries = new Retries(4, Duration.ofMillis(1), Duration.ofMillis(2));
  private final AtomicInteger tries = new AtomicInteger();

  @Test
  void aWriteIsMadeAgainUntilTheDatabaseTakesIt() {
    String written =
        retries.write(
            "it",
            () -> {
              if (tries.incrementAndGet() < 4) throw new DataAccessResourceFailureException("away");
              return "written";
            });
    assertThat(written).isEqualTo("written");
    assertThat(tries).hasValue(4);
  }

  @Test
  void theLastFailureIsThrown() {
    assertThatThrownBy(() ->
            retries.write(
                "it",
                () -> {
                  throw new DataAccessResourceFailureException("away " + tries.incrementAndGet());
                }))
        .isInstanceOf(DataAccessResourceFailureException.class)
        .hasMessageContaining("away 4");
  }

  @Test
  void aWriteThatTheDatabaseRefusesIsNotMadeAgain() {
    assertThatThrownBy(() ->
            retries.write(
                "it",
                () -> {
                  tries.incrementAndGet();
                  throw new DataIntegrityViolationException("no");
                }))
        .isInstanceOf(DataIntegrityViolationException.class);
    assertThat(tries).hasValue(1);
  }
}
