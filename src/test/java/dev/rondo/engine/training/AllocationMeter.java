package dev.rondo.engine.training;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/// Counts the bytes that the threads of a running team allocate in stretches of a training.
final class AllocationMeter {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// Bytes of each stretch.
  final List<Long> stretches = new ArrayList<>();

  /// Stretches that are enough in any case.
  final int most;

  private final int inARow;
  private long[] team = {};
  private long before;
  private int quiet;

  /// @param inARow stretches without allocation that are enough
  AllocationMeter(int inARow, int most) {
    this.inARow = inARow;
    this.most = most;
  }

  /// Starts a stretch, on the thread that trains.
  void begin() {
    if (team.length == 0) team = team();
    // Reading the counters of other threads allocates, so it must not happen between two readings
    // of the counter of this thread.
    long others = others();
    before = others + THREADS.getCurrentThreadAllocatedBytes();
  }

  /// Ends it, on the same thread.
  void end() {
    long own = THREADS.getCurrentThreadAllocatedBytes();
    long bytes = own + others() - before;
    stretches.add(bytes);
    quiet = bytes == 0 ? quiet + 1 : 0;
  }

  boolean hasEnough() {
    return quiet >= inARow || stretches.size() >= most;
  }

  private long others() {
    long sum = 0;
    for (long id : team) sum += THREADS.getThreadAllocatedBytes(id);
    return sum;
  }

  /// The threads of all teams but their callers.
  private static long[] team() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("rondo-team-"))
        .mapToLong(Thread::threadId)
        .toArray();
  }
}
