package dev.rondo.server.web;

/// A body exceeds its configured limit; answered with 413.
public final class TooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public TooLargeException(long limit, String property) {
    super("the body is larger than " + limit + " bytes, the limit set by " + property);
  }
}
