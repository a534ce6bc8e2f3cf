package dev.rondo.server.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationResult;

/// Whether a caller may send a request.
///
/// @param needed role that the caller lacks; null if the request is granted, or if there is no such path
/// @param everywhere whether the caller lacks the sight of all projects
/// @param methods methods of the path if it has not that of the request; otherwise empty
record Decision(boolean isGranted, @Nullable Role needed, boolean everywhere, List<String> methods)
    implements AuthorizationResult {
  static final Decision GRANTED = new Decision(true, null, false, List.of());
  static final Decision UNKNOWN_PATH = new Decision(false, null, false, List.of());

  static Decision lacks(Role role, boolean everywhere) {
    return new Decision(false, role, everywhere, List.of());
  }

  static Decision wrongMethod(List<String> methods) {
    return new Decision(false, null, false, methods);
  }
}
