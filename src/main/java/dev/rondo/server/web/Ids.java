package dev.rondo.server.web;

import com.fasterxml.uuid.UUIDClock;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.Clock;
import java.util.Random;
import java.util.regex.Pattern;

/// Makes opaque identifiers that sort by the time they were made (UUID version 7, RFC 9562), also
/// within a millisecond. Safe for use by several threads.
public final class Ids {
  /// Sorts behind every id.
  public static final String LAST = "ffffffff-ffff-ffff-ffff-ffffffffffff";

  /// Stands for the newest of its kind wherever an id is asked for.
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

  public String next() {
    return generator.generate().toString();
  }

  /// Whether the text can be an id at all; what cannot need not be looked for.
  public static boolean wellFormed(String id) {
    return FORM.matcher(id).matches();
  }
}
