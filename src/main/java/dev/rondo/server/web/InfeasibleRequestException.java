package dev.rondo.server.web;

/// A well-formed request that what is stored, or the limits of the service, do not allow; answered with 422.
public final class InfeasibleRequestException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final String pointer;

  /// @param pointer JSON Pointer into the body
  public InfeasibleRequestException(String pointer, String detail) {
    super(detail);
    this.pointer = pointer;
  }

  public String pointer() {
    return pointer;
  }
}
