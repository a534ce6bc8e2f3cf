package dev.rondo.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Gives each request an id, or takes the one that its sender gave it, and returns it in the answer. The lines that the request
/// writes to the log and its problem have it too.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class RequestIds extends OncePerRequestFilter {
  public static final String HEADER = "X-Request-Id";

  private static final String LOGGED = "requestId";
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:/+=-]{1,100}");

  private final Ids ids;

  RequestIds(Ids ids) {
    this.ids = ids;
  }

  /// The id of the request that this thread answers; null if it answers none.
  public static @Nullable String current() {
    return MDC.get(LOGGED);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String given = Objects.requireNonNullElse(request.getHeader(HEADER), "");
    String id = FORM.matcher(given).matches() ? given : ids.next();
    response.setHeader(HEADER, id);
    try (MDC.MDCCloseable _ = MDC.putCloseable(LOGGED, id)) {
      chain.doFilter(request, response);
    }
  }
}
