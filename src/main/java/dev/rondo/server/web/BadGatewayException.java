package dev.rondo.server.web;

/// Another server that the request needs failed; answered with 502.
public final class BadGatewayException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BadGatewayException(String detail) {
    super(detail);
  }
}
