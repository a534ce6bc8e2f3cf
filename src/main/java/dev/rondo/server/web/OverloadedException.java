package dev.rondo.server.web;

/// The service has more requests than it can answer in time; answered with 503 and `Retry-After`.
public final class OverloadedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public OverloadedException() {
    super("the service has more requests than it can answer in time; try again in a moment");
  }
}
