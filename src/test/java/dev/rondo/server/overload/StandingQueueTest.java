package dev.rondo.server.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A target of 100 ms, measured each 20 ms.
class StandingQueueTest {
  private final StandingQueue queue = new StandingQueue(Duration.ofMillis(100));
  private long now;

  private boolean after(long moment, long delay) {
    now += Duration.ofMillis(moment).toNanos();
    return queue.refuses(now, Duration.ofMillis(delay).toNanos());
  }

  /// The time in milliseconds after which long delays are answered by refusals.
  private long patience() {
    for (long passed = 0; passed <= 2000; passed += 20) {
      if (after(20, 300)) return passed;
    }
    throw new AssertionError("nothing is refused");
  }

  @Test
  void refusesWhenEachDelayOfAnIntervalWasLong() {
    assertThat(patience()).isEqualTo(500);
  }

  @Test
  void ignoresAShortQueueThatComesAndGoes() {
    for (int i = 0; i < 200; i++) {
      assertThat(after(20, i % 20 == 0 ? 20 : 2000)).isFalse();
    }
  }

  @Test
  void endsWithTheFirstShortDelayAndBeginsAgainSooner() {
    patience();
    assertThat(after(20, 99)).isFalse();
    assertThat(patience()).isBetween(60L, 80L);
  }

  @Test
  void isPatientAgainAfterAWhile() {
    patience();
    after(20, 0);
    after(10_000, 0);
    assertThat(patience()).isEqualTo(500);
  }
}
