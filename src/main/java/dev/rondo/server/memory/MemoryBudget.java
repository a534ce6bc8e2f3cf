package dev.rondo.server.memory;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The part of the heap that requests and jobs share. Who needs memory that grows with its input reserves it here before
/// it allocates, so that all work under way fits at the same time. Safe for use by several threads.
public final class MemoryBudget {
  private static final long MIB = 1 << 20;

  /// What the service itself needs, without any work.
  private static final long SERVICE = 64 * MIB;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final long bytes;
  private long reserved;

  /// @param bytes that all reservations together may take
  public MemoryBudget(long bytes) {
    this.bytes = bytes;
  }

  /// What is left of a heap for work: a quarter is room for the collector, and the service and its caches keep their part.
  ///
  /// @param heap largest size of the heap in bytes
  /// @param caches bytes that caches may hold
  public static long of(long heap, long caches) {
    return Math.max(heap / 8, heap / 4 * 3 - SERVICE - caches);
  }

  /// What all reservations together may take.
  public long bytes() {
    return bytes;
  }

  /// What all reservations take now.
  public synchronized long reserved() {
    return reserved;
  }

  /// A reservation of nothing yet, which grows with what is read.
  ///
  /// @param purpose of the memory, as the subject of a sentence, such as `the upload`
  public Reservation open(String purpose) {
    return new Reservation(this, purpose);
  }

  /// Takes memory at once. Throws [BeyondMemoryException] when the service can never give as much, and
  /// [MemoryTakenException] when others hold it now.
  public Reservation reserve(String purpose, long needed) {
    Reservation reservation = open(purpose);
    reservation.grow(needed);
    return reservation;
  }

  /// Waits for memory, as a job does; throws [BeyondMemoryException] when the service can never give as much.
  ///
  /// @param ends whether to give up waiting
  /// @return empty when it gave up
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

  /// @param held what the reservation has already
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
