package dev.rondo.server.memory;

/// Work needs more memory than the whole budget; a request is answered with 413.
public final class BeyondMemoryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BeyondMemoryException(String purpose, long needed, long budget) {
    super(
        "%s needs %s of memory or more, and the service has %s for all its work; send less, or give the service more by -Xmx"
            .formatted(purpose, MemoryBudget.mib(needed), MemoryBudget.mib(budget)));
  }
}
