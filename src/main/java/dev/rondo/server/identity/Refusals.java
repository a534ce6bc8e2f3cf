package dev.rondo.server.identity;

import dev.rondo.server.web.Problem;
import dev.rondo.server.web.ProblemType;
import dev.rondo.server.web.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Answers with problem details to callers that are not known or may not do what they ask for.
@Component
class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {
  private final ProblemWriter problems;
  private final ObjectProvider<HandlerExceptionResolver> failures;

  Refusals(
      ProblemWriter problems,
      @Qualifier("handlerExceptionResolver") ObjectProvider<HandlerExceptionResolver> failures) {
    this.problems = problems;
    this.failures = failures;
  }

  /// Answers when a caller or project cannot be looked up, such as with 503 while the database does not answer.
  void fail(HttpServletRequest request, HttpServletResponse response, RuntimeException e) {
    failures.getObject().resolveException(request, response, null, e);
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    boolean wrong = e instanceof UnknownCallerException;
    response.setHeader(
        HttpHeaders.WWW_AUTHENTICATE,
        wrong ? "Bearer realm=\"rondo\", error=\"invalid_token\"" : "Bearer realm=\"rondo\"");
    String detail =
        wrong
            ? Objects.requireNonNullElse(e.getMessage(), "")
            : "the request needs a key: send it as 'Authorization: Bearer <key>', or sign in to the dashboard";
    problems.write(request, response, Problem.of(ProblemType.UNAUTHENTICATED, detail));
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
      throws IOException {
    AccessDecision decision =
        e instanceof AuthorizationDeniedException denied
                && denied.getAuthorizationResult() instanceof AccessDecision known
            ? known
            : AccessDecision.UNKNOWN_PATH;
    if (!decision.methods().isEmpty())
      response.setHeader(HttpHeaders.ALLOW, String.join(", ", decision.methods()));
    problems.write(request, response, problem(decision, request.getMethod()));
  }

  private static Problem problem(AccessDecision decision, String method) {
    if (!decision.methods().isEmpty())
      return Problem.of(
          ProblemType.METHOD_NOT_ALLOWED,
          "the path does not support %s, but %s"
              .formatted(method, String.join(", ", decision.methods())));
    AccessRole needed = decision.needed();
    if (needed == null) return Problem.of(ProblemType.NOT_FOUND, "nothing exists at this path");
    return Problem.of(
        ProblemType.FORBIDDEN,
        decision.everywhere()
            ? "this needs a key that sees all projects"
            : "this needs the role " + needed.name().toLowerCase(Locale.ROOT));
  }

  void forbid(HttpServletRequest request, HttpServletResponse response, String detail)
      throws IOException {
    problems.write(request, response, Problem.of(ProblemType.FORBIDDEN, detail));
  }
}
