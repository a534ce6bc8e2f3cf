package dev.rondo.engine;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// Counts what a call allocates in this thread.
public final class AllocatedBytes {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private AllocatedBytes() {}

  /// Bytes that a call allocates once its classes are loaded. The call runs twice.
  public static long of(Runnable call) {
    call.run();
    return once(call);
  }

  /// The minimum over `rounds` calls, because replacing a compiled method may allocate once.
  public static long least(int rounds, Runnable call) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < rounds; round++) least = Math.min(least, once(call));
    return least;
  }

  private static long once(Runnable call) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    call.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
