package dev.rondo.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Security headers. The dashboard and the documentation load only what this service serves, run no inline script, and cannot be framed; a
/// browser trusts the content type of every answer.
@Component
class PageHeaders extends OncePerRequestFilter {
  private static final Set<String> PAGES = Set.of("/", "/index.html");
  private static final String DOCUMENTATION = "/docs/";
  private static final String POLICY =
      "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader("X-Content-Type-Options", "nosniff");
    String path = request.getRequestURI();
    if (PAGES.contains(path) || path.startsWith(DOCUMENTATION)) {
      response.setHeader("Content-Security-Policy", POLICY);
      response.setHeader("Referrer-Policy", "no-referrer");
    }
    chain.doFilter(request, response);
  }
}
