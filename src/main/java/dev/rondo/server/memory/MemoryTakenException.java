package dev.rondo.server.memory;

/// Work fits into the memory budget, but not beside the running work; a request is answered with 503.
public final class MemoryTakenException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MemoryTakenException(String purpose, long needed, long free) {
    super(
        "%s needs %s of memory, and other requests and jobs leave %s; try again when they have ended"
            .formatted(purpose, MemoryBudget.mib(needed), MemoryBudget.mib(free)));
  }
}
