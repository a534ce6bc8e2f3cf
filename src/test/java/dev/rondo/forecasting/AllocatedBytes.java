package dev.rondo.forecasting;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// Counts what a call allocates, to compare it with an estimate.
public final class AllocatedBytes {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private AllocatedBytes() {}

  /// Bytes that a call allocates in this thread once its classes are loaded. The call runs twice.
  public static long of(Runnable call) {
    call.run();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    call.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
