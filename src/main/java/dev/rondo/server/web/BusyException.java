package dev.rondo.server.web;

import java.time.Duration;

/// The service accepts no more work of this kind at the moment; answered with 429 and `Retry-After`.
public final class BusyException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final Duration retryAfter;

  public BusyException(String detail, Duration retryAfter) {
    super(detail);
    this.retryAfter = retryAfter;
  }

  public Duration retryAfter() {
    return retryAfter;
  }
}
