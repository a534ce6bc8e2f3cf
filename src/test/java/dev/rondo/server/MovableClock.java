package dev.rondo.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/// A clock that a test moves ahead, so that it need not wait until something is due or has expired.
public final class MovableClock extends Clock {
  private final AtomicReference<Clock> present;

  private MovableClock(Clock present) {
    this.present = new AtomicReference<>(present);
  }

  /// Replaces the clock of a service.
  public static final class Beans {
    @Bean
    @Primary
    MovableClock movableClock() {
      return new MovableClock(Clock.systemUTC());
    }
  }

  /// Lets a time pass at once.
  public void pass(Duration time) {
    present.updateAndGet(now -> Clock.offset(now, time));
  }

  @Override
  public Instant instant() {
    return present.get().instant();
  }

  @Override
  public ZoneId getZone() {
    return present.get().getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new MovableClock(present.get().withZone(zone));
  }
}
