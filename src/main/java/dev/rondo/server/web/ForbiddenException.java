package dev.rondo.server.web;

/// Nothing that this client may do; answered with 403.
public final class ForbiddenException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ForbiddenException(String detail) {
    super(detail);
  }
}
