package dev.rondo.server.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationResult;

/// Whether a caller may send a request.
///
/// @param needed role that the caller lacks; null if the request is granted, or if there is no such path
/// @param everywhere whether the caller lacks the sight of all projects
/// @param methods methods of the path if it has not that of the request; otherwise empty
record AccessDecision(
    boolean isGranted, @Nullable AccessRole needed, boolean everywhere, List<String> methods)
    implements AuthorizationResult {
  static final AccessDecision GRANTED = new AccessDecision(true, null, false, List.of());
  static final AccessDecision UNKNOWN_PATH = new AccessDecision(false, null, false, List.of());

  static AccessDecision lacks(AccessRole role, boolean everywhere) {
    return new AccessDecision(false, role, everywhere, List.of());
  }

  static AccessDecision wrongMethod(List<String> methods) {
    return new AccessDecision(false, null, false, methods);
  }
}
