package dev.rondo.server.memory;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The part of the heap that requests and jobs share. Work whose memory grows with its input reserves it here before it
/// allocates, so that all running work fits into the heap. Thread-safe.
public final class MemoryBudget {
  private static final long MIB = 1 << 20;

  /// Bytes that the idle service needs.
  private static final long SERVICE = 64 * MIB;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final long bytes;
  private long reserved;

  /// @param bytes largest sum of all reservations
  public MemoryBudget(long bytes) {
    this.bytes = bytes;
  }

  /// The budget of a heap: a quarter stays free for the garbage collector, and the service, its caches and its streams keep their
  /// part.
  ///
  /// @param heap largest size of the heap in bytes
  /// @param caches largest size of the caches and streams in bytes
  public static long of(long heap, long caches) {
    return Math.max(heap / 8, heap / 4 * 3 - SERVICE - caches);
  }

  /// The largest sum of all reservations.
  public long bytes() {
    return bytes;
  }

  /// The present sum of all reservations.
  public synchronized long reserved() {
    return reserved;
  }

  /// An empty reservation that grows with the input.
  ///
  /// @param purpose purpose of the memory as the subject of a sentence, such as `the upload`
  public Reservation open(String purpose) {
    return new Reservation(this, purpose);
  }

  /// Reserves memory at once. Throws [BeyondMemoryException] if it exceeds the whole budget, and [MemoryTakenException] if other
  /// work holds it now.
  public Reservation reserve(String purpose, long needed) {
    Reservation reservation = open(purpose);
    reservation.grow(needed);
    return reservation;
  }

  /// Waits for memory, as a job does; throws [BeyondMemoryException] if it exceeds the whole budget.
  ///
  /// @param ends whether to give up waiting
  /// @return empty if it stopped waiting
  public Optional<Reservation> await(String purpose, long needed, BooleanSupplier ends)
      throws InterruptedException {
    if (needed > bytes) throw new BeyondMemoryException(purpose, needed, bytes);
    synchronized (this) {
      while (!ends.getAsBoolean()) {
        if (needed <= bytes - reserved) return Optional.of(reserve(purpose, needed));
        wait(BETWEEN_LOOKS.toMillis());
      }
    }
    return Optional.empty();
  }

  /// @param held bytes that the reservation already has
  synchronized void take(String purpose, long held, long more) {
    if (more > bytes - held) throw new BeyondMemoryException(purpose, held + more, bytes);
    if (more > bytes - reserved)
      throw new MemoryTakenException(purpose, held + more, bytes - reserved + held);
    reserved += more;
  }

  synchronized void give(long back) {
    reserved -= back;
    notifyAll();
  }

  static String mib(long bytes) {
    return Math.ceilDiv(bytes, MIB) + " MiB";
  }
}
