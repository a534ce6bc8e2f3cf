package dev.rondo.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Security headers of every answer. A page loads only what this service serves, runs no inline script, and cannot be framed; data
/// that a browser shows as a page loads nothing at all.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class PageHeaders extends OncePerRequestFilter {
  private static final String PAGE =
      "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  /// Swagger UI sets inline styles.
  private static final String SWAGGER =
      PAGE + "; style-src 'self' 'unsafe-inline'; font-src 'self' data:";

  private static final String DATA = "default-src 'none'; frame-ancestors 'none'";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    response.setHeader("Content-Security-Policy", policy(request.getRequestURI()));
    if (request.isSecure()) response.setHeader("Strict-Transport-Security", "max-age=31536000");
    chain.doFilter(request, response);
  }

  private static String policy(String path) {
    if (path.startsWith("/swagger-ui")) return SWAGGER;
    boolean data =
        path.startsWith("/api/")
            || path.startsWith("/v1/")
            || path.startsWith("/v3/")
            || path.startsWith("/actuator")
            || path.startsWith("/problems");
    return data ? DATA : PAGE;
  }
}
