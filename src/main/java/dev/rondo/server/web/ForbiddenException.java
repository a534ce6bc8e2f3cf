package dev.rondo.server.web;

/// The caller may not ask for this; answered with 403.
public final class ForbiddenException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final String pointer;

  /// @param pointer to the member of the body that the caller may not set
  public ForbiddenException(String pointer, String detail) {
    super(detail);
    this.pointer = pointer;
  }

  public String pointer() {
    return pointer;
  }
}
