package dev.rondo.server.identity;

import dev.rondo.server.web.Problem;
import dev.rondo.server.web.ProblemType;
import dev.rondo.server.web.ProblemWriter;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/// Bounds the requests of each caller in a second, but for what the table of rules always answers. Each service counts for itself.
final class RateFilter extends OncePerRequestFilter {
  private final int perSecond;
  private final ProblemWriter problems;
  private final TokenBuckets buckets;

  /// @param perSecond at least 1
  RateFilter(int perSecond, ProblemWriter problems) {
    this.perSecond = perSecond;
    this.problems = problems;
    this.buckets = new TokenBuckets(perSecond, 2L * perSecond);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Caller> caller = Caller.find();
    boolean always = Permissions.rule(request).filter(AccessRules.Rule::always).isPresent();
    if (caller.isPresent() && !always) {
      String id = Objects.requireNonNullElse(caller.get().keyId(), caller.get().name());
      ConsumptionProbe probe = buckets.of(id).tryConsumeAndReturnRemaining(1);
      if (!probe.isConsumed()) {
        Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill());
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds() + 1));
        problems.write(
            request,
            response,
            Problem.of(
                ProblemType.TOO_MANY_REQUESTS,
                "the caller may send %d requests in a second (rondo.requests-per-second)"
                    .formatted(perSecond)));
        return;
      }
    }
    chain.doFilter(request, response);
  }
}
