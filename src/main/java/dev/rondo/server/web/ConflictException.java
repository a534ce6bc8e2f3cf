package dev.rondo.server.web;

import java.util.List;

/// The request is not possible in the present state; answered with 409.
public final class ConflictException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient List<Fault> faults;

  public ConflictException(String detail) {
    super(detail);
    this.faults = List.of();
  }

  /// @param faults what contradicts the present state; at least one
  public ConflictException(List<Fault> faults) {
    super(Problem.summary(faults));
    this.faults = List.copyOf(faults);
  }

  public List<Fault> faults() {
    return faults;
  }
}
