package dev.rondo.server.idempotency;

import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.InfeasibleRequestException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Answers a repeated `POST` with the same `Idempotency-Key` from what the first one created. Observations have their own keys,
/// because an addition creates nothing that could be read again.
@Component
@Order(IdempotencyFilter.AFTER_SECURITY)
class IdempotencyFilter extends OncePerRequestFilter {
  static final int AFTER_SECURITY = 0;
  static final String HEADER = "Idempotency-Key";

  private static final String REPLAYED = "Idempotency-Replayed";
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");
  private static final String OWN_KEYS = "/observations";

  private final Creations creations;
  private final HandlerExceptionResolver problems;

  IdempotencyFilter(
      Creations creations,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    this.creations = creations;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("POST")
        || request.getHeader(HEADER) == null
        || request.getRequestURI().endsWith(OWN_KEYS);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    KeyedRequest keyed = new KeyedRequest(request, request.getHeader(HEADER));
    Optional<Creations.Creation> earlier;
    try {
      check(keyed.key());
      earlier = creations.find(keyed.key());
      if (earlier.isPresent()) requireEqual(keyed, earlier.get());
    } catch (RuntimeException e) {
      // The filter runs outside of the handlers whose exceptions are answered by themselves.
      problems.resolveException(request, response, null, e);
      return;
    }
    if (earlier.isEmpty()) {
      chain.doFilter(keyed, response);
      return;
    }
    Creations.Creation creation = earlier.get();
    HttpServletResponse again = new RepeatedAnswer(response, creation.status());
    again.setHeader(REPLAYED, "true");
    again.setHeader(HttpHeaders.LOCATION, creation.location());
    request.getRequestDispatcher(creation.location()).forward(new ReadRequest(request), again);
  }

  private static void check(String key) {
    if (!KEY.matcher(key).matches())
      throw new BadRequestException(
          Fault.parameter(HEADER, HEADER + " must have 1 to 200 visible ASCII characters"));
  }

  private static void requireEqual(KeyedRequest request, Creations.Creation earlier)
      throws IOException, ServletException {
    if (request.hash().equals(earlier.hash())) return;
    throw InfeasibleRequestException.of(
        List.of(
            Fault.parameter(
                HEADER,
                "the %s '%s' was used for another request; use a new key"
                    .formatted(HEADER, request.key()))));
  }
}
