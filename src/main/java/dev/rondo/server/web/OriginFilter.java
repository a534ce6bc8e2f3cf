package dev.rondo.server.web;

import dev.rondo.server.ServerSettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses requests of foreign web pages. Any page that a user visits could call a service that asks for no key through a browser on
/// this machine, by a host name that points here, or by a form or script, or use the sign-in of its user. Refused are unknown host
/// names, and changes requested by a page of another origin.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class OriginFilter extends OncePerRequestFilter {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  private final AllowedHosts hosts;
  private final Set<String> origins;
  private final ProblemWriter problems;

  OriginFilter(ServerSettings settings, ProblemWriter problems) {
    this.hosts = new AllowedHosts(settings.listen(), settings.allowedHosts());
    this.origins = Set.copyOf(settings.corsOrigins());
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<String> refusal = refusal(request);
    if (refusal.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    problems.write(request, response, Problem.of(ProblemType.FORBIDDEN, refusal.get()));
  }

  private Optional<String> refusal(HttpServletRequest request) {
    String host = request.getServerName();
    if (!hosts.allows(host)) {
      return Optional.of(
          "the service is not known by the name '%s', but by %s; an operator adds names in rondo.allowed-hosts"
              .formatted(host, hosts));
    }
    if (READING.contains(request.getMethod())) return Optional.empty();
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin == null ? isOfOwnSite(request) : isOwn(origin, request)) return Optional.empty();
    return Optional.of(
        "a page of another origin%s may not change anything here; an operator who serves such a page names its host in rondo.allowed-hosts"
            .formatted(origin == null ? "" : ", " + origin + ","));
  }

  /// Checks the header that browsers send without an origin; other clients send neither.
  private static boolean isOfOwnSite(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    return site == null || OWN_SITES.contains(site);
  }

  /// Whether the origin is the host and port of the request, or a host or origin that the operator configured.
  private boolean isOwn(String origin, HttpServletRequest request) {
    if (origins.contains(origin)) return true;
    URI uri;
    try {
      uri = URI.create(origin);
    } catch (IllegalArgumentException e) {
      return false;
    }
    String host = Objects.requireNonNullElse(uri.getHost(), "");
    boolean same =
        host.equalsIgnoreCase(request.getServerName()) && port(uri) == request.getServerPort();
    return same || hosts.isConfigured(host);
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) return uri.getPort();
    @Nullable String scheme = uri.getScheme();
    return "https".equals(scheme) ? 443 : 80;
  }
}
