package dev.rondo.forecasting.auto;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// The longest duration of an automatic training. Only a machine that is slower than the plan assumes reaches it: then networks
/// end before their last step, and the model depends on the speed of the machine.
final class Deadline {
  private final long started;
  private final long nanos;
  private final AtomicBoolean cut = new AtomicBoolean();

  /// @param started by [System#nanoTime]
  Deadline(long started, Duration longest) {
    this.started = started;
    this.nanos = longest.toNanos();
  }

  /// Whether a share of the duration has passed; remembers that work was cut.
  boolean passed(double share) {
    boolean passed = System.nanoTime() - started > share * nanos;
    if (passed) cut.set(true);
    return passed;
  }

  /// Whether work was cut.
  boolean hasCut() {
    return cut.get();
  }
}
