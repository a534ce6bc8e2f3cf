package dev.rondo.server.web;

/// Whether the caller of a request may store something with an operation that otherwise only reads, such as a prediction with `keep`.
public interface WritePermits {
  /// To be called before the request that this thread answers stores something. Throws [ForbiddenException].
  ///
  /// @param pointer to the member of the body that asks for it
  void require(String pointer);
}
