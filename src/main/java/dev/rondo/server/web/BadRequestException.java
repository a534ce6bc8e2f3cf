package dev.rondo.server.web;

import java.util.List;

/// A request that is malformed, with every fault found in it; answered with 400.
public final class BadRequestException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient List<Fault> faults;

  public BadRequestException(List<Fault> faults) {
    super(faults.getFirst().detail());
    this.faults = List.copyOf(faults);
  }

  public BadRequestException(Fault fault) {
    this(List.of(fault));
  }

  public List<Fault> faults() {
    return faults;
  }
}
