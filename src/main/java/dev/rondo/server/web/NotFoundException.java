package dev.rondo.server.web;

import org.jspecify.annotations.Nullable;

/// Nothing exists under this id; answered with 404.
public final class NotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final @Nullable String pointer;

  /// @param kind kind of the resource, such as `dataset`
  public NotFoundException(String kind, String id) {
    this(kind, id, null);
  }

  /// @param pointer to the member of the body that names it; null when the path does
  public NotFoundException(String kind, String id, @Nullable String pointer) {
    super("there is no " + kind + " '" + id + "'");
    this.pointer = pointer;
  }

  public @Nullable String pointer() {
    return pointer;
  }
}
