package dev.rondo.server.memory;

/// Memory that one piece of work has reserved from the [MemoryBudget], until it is closed. Not thread-safe.
public class Reservation implements AutoCloseable {
  private final MemoryBudget budget;
  private final String purpose;
  private long held;

  Reservation(MemoryBudget budget, String purpose) {
    this.budget = budget;
    this.purpose = purpose;
  }

  /// Reserves more memory. Throws [BeyondMemoryException] if it exceeds the whole budget, and [MemoryTakenException] if other work
  /// holds it now.
  ///
  /// @param more bytes, at least 0
  public void grow(long more) {
    budget.take(purpose, held, more);
    held += more;
  }

  /// Reserved bytes.
  public long bytes() {
    return held;
  }

  /// Releases a part of the memory.
  ///
  /// @param less bytes, at most the reserved ones
  public void shrink(long less) {
    budget.give(less);
    held -= less;
  }

  /// Releases all memory.
  @Override
  public void close() {
    shrink(held);
  }
}
