package dev.rondo.server.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/// Finds the caller of a request by its key, its token or the cookie of its sign-in. A wrong key is refused at once; an old cookie
/// counts as none, so that a browser still gets the page to sign in. The cookie does not count for pages of other origins that may call
/// the service: they send a key.
final class CredentialsFilter extends OncePerRequestFilter {
  static final String COOKIE = "rondo-session";

  /// Attribute of a request with the project that its sign-in has chosen.
  static final String CHOSEN = CredentialsFilter.class.getName() + ".project";

  private static final String BEARER = "bearer ";
  private static final String KEY_HEADER = "X-API-Key";

  private final Guard guard;
  private final Credentials credentials;
  private final Refusals refusals;
  private final Set<String> otherOrigins;

  CredentialsFilter(
      Guard guard, Credentials credentials, Refusals refusals, Set<String> otherOrigins) {
    this.otherOrigins = otherOrigins;
    this.guard = guard;
    this.credentials = credentials;
    this.refusals = refusals;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    // Health is told with any key, of no project, and while the database does not answer.
    if (Permissions.isOfAnyone(request)) {
      chain.doFilter(request, response);
      return;
    }
    Optional<Authentication> caller;
    try {
      caller =
          guard.closed() ? caller(request) : Optional.of(Caller.ANYONE.authentication(() -> true));
    } catch (UnknownCallerException e) {
      refusals.commence(request, response, e);
      return;
    } catch (RuntimeException e) {
      refusals.fail(request, response, e);
      return;
    }
    if (caller.isPresent()) {
      SecurityContext context = SecurityContextHolder.createEmptyContext();
      context.setAuthentication(caller.get());
      SecurityContextHolder.setContext(context);
    }
    chain.doFilter(request, response);
  }

  private Optional<Authentication> caller(HttpServletRequest request) {
    String address = request.getRemoteAddr();
    String text = text(request);
    if (text != null)
      return Optional.of(
          credentials
              .caller(text, address)
              .authentication(() -> credentials.stillKnown(text, address)));
    Cookie cookie = WebUtils.getCookie(request, COOKIE);
    if (cookie == null || isOfOtherOrigin(request)) return Optional.empty();
    String signedIn = cookie.getValue();
    Optional<Sessions.Session> session = credentials.session(signedIn, address);
    session.ifPresent(known -> request.setAttribute(CHOSEN, known.project()));
    return session.map(known ->
        known.caller().authentication(() -> credentials.session(signedIn, address).isPresent()));
  }

  private boolean isOfOtherOrigin(HttpServletRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return origin != null && otherOrigins.contains(origin);
  }

  /// The key or token in the headers; null if they have none.
  private static @Nullable String text(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
      return header.substring(BEARER.length()).strip();
    String key = request.getHeader(KEY_HEADER);
    return key == null ? null : key.strip();
  }
}
