package dev.rondo.server.identity;

import dev.rondo.server.web.RequestIds;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/// Adds requests that change something to the audit log, when they have been answered.
final class AuditFilter extends OncePerRequestFilter {
  /// Attribute of a request with the caller that it has signed in.
  static final String SIGNED_IN = AuditFilter.class.getName() + ".caller";

  /// Attribute of a request that stores something although its operation usually only reads.
  static final String WRITES = AuditFilter.class.getName() + ".writes";

  private static final int LONGEST_PATH = 2000;

  private final AuditLog log;

  AuditFilter(AuditLog log) {
    this.log = log;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    int status = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    try {
      chain.doFilter(request, response);
      status = response.getStatus();
    } finally {
      if (audited(request)) add(request, status);
    }
  }

  private static boolean audited(HttpServletRequest request) {
    return request.getAttribute(WRITES) != null
        || Permissions.rule(request).filter(AccessRules.Rule::audited).isPresent();
  }

  private void add(HttpServletRequest request, int status) {
    // A sign-in knows its caller only at its end. Requests of nobody known would fill the log.
    Optional<Caller> caller =
        request.getAttribute(SIGNED_IN) instanceof Caller signedIn
            ? Optional.of(signedIn)
            : Caller.find();
    if (caller.isEmpty()) return;
    String path = request.getRequestURI();
    log.add(
        caller.get(),
        request.getAttribute(ProjectFilter.BOUND) instanceof String project ? project : null,
        request.getMethod(),
        path.substring(0, Math.min(LONGEST_PATH, path.length())),
        status,
        Objects.requireNonNullElse(RequestIds.current(), ""));
  }
}
