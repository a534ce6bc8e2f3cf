package dev.rondo.server.web;

import dev.rondo.server.memory.Reservation;

/// Reserves memory in portions, so that many small growths of a body cost one look at the budget each few thousand bytes.
final class PrepaidMemory {
  private static final long PORTION = 32 << 10;

  private final Reservation memory;
  private long left;

  PrepaidMemory(Reservation memory) {
    this.memory = memory;
  }

  /// Throws what [Reservation#grow] throws.
  void grow(long bytes) {
    if (bytes > left) {
      long portion = Math.max(bytes - left, PORTION);
      memory.grow(portion);
      left += portion;
    }
    left -= bytes;
  }

  void shrink(long bytes) {
    left += bytes;
  }
}
