package dev.rondo.server.web;

import com.fasterxml.uuid.UUIDClock;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.Clock;
import java.util.Random;

/// Makes opaque identifiers that sort by the time they were made (UUID version 7, RFC 9562), also
/// within a millisecond. Safe for use by several threads.
public final class Ids {
  private final TimeBasedEpochGenerator generator;

  public Ids(Clock clock, Random random) {
    this.generator =
        new TimeBasedEpochGenerator(
            random,
            new UUIDClock() {
              @Override
              public long currentTimeMillis() {
                return clock.millis();
              }
            });
  }

  public String next() {
    return generator.generate().toString();
  }
}
