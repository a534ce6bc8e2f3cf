package dev.rondo.server.identity;

import org.springframework.security.core.AuthenticationException;

/// A key or token that cannot be used. The message does not tell a wrong key from a revoked or expired one.
final class UnknownCallerException extends AuthenticationException {
  private static final long serialVersionUID = 1;

  UnknownCallerException(String message) {
    super(message);
  }

  static UnknownCallerException ofKey() {
    return new UnknownCallerException("the key is unknown, expired or revoked");
  }
}
