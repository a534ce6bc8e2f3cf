package dev.rondo.server.web;

import com.fasterxml.uuid.UUIDClock;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.regex.Pattern;

/// Creates opaque ids that sort by creation time, also within a millisecond (UUID version 7, RFC 9562). Thread-safe.
public final class Ids {
  /// Sorts after every id.
  public static final String LAST = "ffffffff-ffff-ffff-ffff-ffffffffffff";

  /// Stands for the id of the newest dataset, job or model.
  public static final String LATEST = "latest";

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

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

  /// Sorts before every id that is created at a time or later.
  public static String earliest(Instant time) {
    String millis = "%012x".formatted(time.toEpochMilli());
    return millis.substring(0, 8) + "-" + millis.substring(8) + "-0000-0000-000000000000";
  }

  public String next() {
    return generator.generate().toString();
  }

  /// Whether a text has the form of an id; other texts need no lookup.
  public static boolean wellFormed(String id) {
    return FORM.matcher(id).matches();
  }
}
