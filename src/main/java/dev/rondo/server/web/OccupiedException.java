package dev.rondo.server.web;

/// Other requests change the resource at the moment; answered with 503 and `Retry-After`.
public final class OccupiedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public OccupiedException(String detail) {
    super(detail);
  }
}
