package dev.rondo.server.idempotency;

import dev.rondo.server.ServerSettings;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.Fault;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/// Answers a repeated `POST` with the same `Idempotency-Key` from what the first one created, and refuses a key where it would have no
/// effect.
@Component
@Order(IdempotencyFilter.AFTER_SECURITY)
class IdempotencyFilter extends OncePerRequestFilter {
  static final int AFTER_SECURITY = 0;

  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

  private final Creations creations;
  private final RequestMappingHandlerMapping handlers;
  private final HandlerExceptionResolver problems;
  private final long limit;

  IdempotencyFilter(
      Creations creations,
      @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping handlers,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems,
      ServerSettings settings) {
    this.creations = creations;
    this.handlers = handlers;
    this.problems = problems;
    this.limit = settings.limits().upload().toBytes();
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("POST") || request.getHeader(Idempotent.HEADER) == null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<HandlerMethod> handler = handler(request);
    if (handler.isEmpty()) {
      // The request cannot be handled, and its answer tells why.
      chain.doFilter(request, response);
      return;
    }
    HttpServletRequest read = request;
    Optional<Creations.Creation> earlier = Optional.empty();
    try {
      Idempotent honoured = honoured(handler.get());
      String key = checked(request.getHeader(Idempotent.HEADER));
      if (honoured.repeated() != Idempotent.Repeated.KEPT) {
        KeyedRequest keyed = new KeyedRequest(request, key, limit);
        if (honoured.repeated() == Idempotent.Repeated.READ) earlier = creations.earlier(keyed);
        read = keyed;
      }
    } catch (RuntimeException e) {
      // The filter runs outside of the handlers whose exceptions are answered by themselves.
      problems.resolveException(request, response, null, e);
      return;
    }
    if (earlier.isEmpty()) {
      chain.doFilter(read, response);
      return;
    }
    Creations.Creation creation = earlier.get();
    HttpServletResponse again = new RepeatedAnswer(response, creation.status());
    again.setHeader(Idempotent.REPLAYED, "true");
    again.setHeader(HttpHeaders.LOCATION, creation.location());
    request.getRequestDispatcher(creation.location()).forward(new ReadRequest(request), again);
  }

  /// The handler that will answer the request.
  private Optional<HandlerMethod> handler(HttpServletRequest request) {
    if (!ServletRequestPathUtils.hasParsedRequestPath(request))
      ServletRequestPathUtils.parseAndCache(request);
    try {
      HandlerExecutionChain found = handlers.getHandler(request);
      return found != null && found.getHandler() instanceof HandlerMethod method
          ? Optional.of(method)
          : Optional.empty();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception _) {
      return Optional.empty();
    }
  }

  private static Idempotent honoured(HandlerMethod handler) {
    Idempotent honoured = handler.getMethodAnnotation(Idempotent.class);
    if (honoured == null)
      throw new BadRequestException(
          Fault.parameter(
              Idempotent.HEADER,
              "this operation does not honour an %s; leave it out".formatted(Idempotent.HEADER)));
    return honoured;
  }

  private static String checked(String key) {
    if (!KEY.matcher(key).matches())
      throw new BadRequestException(
          Fault.parameter(
              Idempotent.HEADER,
              Idempotent.HEADER + " must have 1 to 200 visible ASCII characters"));
    return key;
  }
}
