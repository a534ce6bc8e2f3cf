package dev.rondo.server.web;

/// No such thing; answered with 404.
public final class NotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// @param kind what was looked for, such as `dataset`
  public NotFoundException(String kind, String id) {
    super("there is no " + kind + " '" + id + "'");
  }
}
