package dev.rondo.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.util.ServletRequestPathUtils;

/// Decides by the table of [AccessRules] whether a caller may send a request.
final class Permissions implements AuthorizationManager<RequestAuthorizationContext> {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final String RULE = Permissions.class.getName() + ".rule";

  @Override
  public AuthorizationResult authorize(
      Supplier<? extends @Nullable Authentication> authentication,
      RequestAuthorizationContext context) {
    HttpServletRequest request = context.getRequest();
    Optional<AccessRules.Rule> found = rule(request);
    if (found.isEmpty()) {
      List<String> methods = AccessRules.methods(path(request));
      return methods.isEmpty() ? AccessDecision.UNKNOWN_PATH : AccessDecision.wrongMethod(methods);
    }
    AccessRules.Rule rule = found.get();
    AccessRole role = rule.role();
    if (role == null) return AccessDecision.GRANTED;
    Optional<Caller> caller = Caller.find();
    if (caller.isEmpty() || !caller.get().role().covers(role))
      return AccessDecision.lacks(role, false);
    return rule.everywhere() && !caller.get().everywhere()
        ? AccessDecision.lacks(role, true)
        : AccessDecision.GRANTED;
  }

  /// The rule of a request. It is looked up once for all filters.
  static Optional<AccessRules.Rule> rule(HttpServletRequest request) {
    if (request.getAttribute(RULE) instanceof Found known) return known.rule;
    Optional<AccessRules.Rule> rule = AccessRules.find(request.getMethod(), path(request));
    request.setAttribute(RULE, new Found(rule));
    return rule;
  }

  /// What the table says of a request.
  private record Found(Optional<AccessRules.Rule> rule) {}

  /// Whether the keys of a request are not looked at. On an open service, this is all that is asked of the table for most requests; so
  /// it looks only at those that read.
  static boolean isOfAnyone(HttpServletRequest request) {
    return READING.contains(request.getMethod())
        && rule(request).filter(AccessRules.Rule::ofAnyone).isPresent();
  }

  /// The path as Spring's controllers see it.
  private static PathContainer path(HttpServletRequest request) {
    if (!ServletRequestPathUtils.hasParsedRequestPath(request))
      ServletRequestPathUtils.parseAndCache(request);
    return ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication();
  }
}
