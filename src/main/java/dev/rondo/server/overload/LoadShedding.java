package dev.rondo.server.overload;

import dev.rondo.server.web.OverloadedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Refuses requests of handlers with [ShedUnderLoad] while forecasts wait too long, before their bodies are read. Without it all would wait
/// ever longer, and no answer would come in time.
@Component
class LoadShedding implements WebMvcConfigurer, HandlerInterceptor {
  private final ForecastTurns turns;
  private final Counter refused;

  LoadShedding(ForecastTurns turns, MeterRegistry metrics) {
    this.turns = turns;
    refused =
        Counter.builder("rondo.requests.shed")
            .description("Requests that were refused because the service had too many")
            .register(metrics);
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (turns.refusing()
        && handler instanceof HandlerMethod method
        && method.hasMethodAnnotation(ShedUnderLoad.class)) {
      refused.increment();
      throw new OverloadedException();
    }
    return true;
  }
}
