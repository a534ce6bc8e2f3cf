package dev.rondo.server.web;

/// The state of the thing does not allow the request; answered with 409.
public final class ConflictException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ConflictException(String detail) {
    super(detail);
  }
}
