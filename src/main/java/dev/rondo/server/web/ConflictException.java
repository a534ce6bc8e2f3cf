package dev.rondo.server.web;

/// The request is not possible in the present state; answered with 409.
public final class ConflictException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ConflictException(String detail) {
    super(detail);
  }
}
