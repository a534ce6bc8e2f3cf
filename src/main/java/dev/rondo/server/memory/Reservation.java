package dev.rondo.server.memory;

/// Memory that one piece of work has taken from the [MemoryBudget], until it is closed.
/// For use by one thread at a time.
public class Reservation implements AutoCloseable {
  private final MemoryBudget budget;
  private final String purpose;
  private long held;

  Reservation(MemoryBudget budget, String purpose) {
    this.budget = budget;
    this.purpose = purpose;
  }

  /// Takes more memory. Throws [BeyondMemoryException] when the service can never give as much, and
  /// [MemoryTakenException] when others hold it now.
  ///
  /// @param more bytes, not negative
  public void grow(long more) {
    budget.take(purpose, held, more);
    held += more;
  }

  /// Bytes that are held.
  public long bytes() {
    return held;
  }

  /// Gives part of the memory back.
  ///
  /// @param less bytes, at most those held
  public void shrink(long less) {
    budget.give(less);
    held -= less;
  }

  /// Gives all of the memory back.
  @Override
  public void close() {
    shrink(held);
  }
}
