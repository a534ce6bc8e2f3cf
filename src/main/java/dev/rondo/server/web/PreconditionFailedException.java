package dev.rondo.server.web;

/// The resource has another version than the request names in `If-Match`; answered with 412.
public final class PreconditionFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public PreconditionFailedException(String detail) {
    super(detail);
  }
}
