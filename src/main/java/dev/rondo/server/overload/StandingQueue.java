package dev.rondo.server.overload;

import java.time.Duration;

/// Decides from delays in a queue whether requests are to be refused, as the queue discipline CoDel does (Nichols and Jacobson,
/// "Controlling Queue Delay", 2012; RFC 8289): a short queue that comes and goes is healthy, a queue that stands is not. Refusing begins
/// when every delay of an interval was above the target, and ends with the first one below it. If refusing ended only a moment ago, an
/// eighth of the interval suffices. Not thread-safe.
final class StandingQueue {
  /// The interval in which all delays must be above the target.
  static final Duration INTERVAL = Duration.ofMillis(500);

  private static final Duration MOMENT = Duration.ofSeconds(10);

  private final long target;
  private boolean above;
  private long aboveSince;
  private boolean refusing;
  private boolean refused;
  private long lastRefusing;

  StandingQueue(Duration target) {
    this.target = target.toNanos();
  }

  /// Takes a measured delay into account.
  ///
  /// @param now time of the measurement in nanoseconds, from any origin
  /// @param delay measured delay in nanoseconds
  /// @return whether requests are to be refused
  boolean refuses(long now, long delay) {
    if (delay < target) {
      above = false;
      refusing = false;
      return false;
    }
    if (!above) {
      above = true;
      aboveSince = now;
    }
    boolean again = refused && now - lastRefusing < MOMENT.toNanos();
    long patience = again ? INTERVAL.toNanos() / 8 : INTERVAL.toNanos();
    if (refusing || now - aboveSince >= patience) {
      refusing = true;
      refused = true;
      lastRefusing = now;
    }
    return refusing;
  }
}
