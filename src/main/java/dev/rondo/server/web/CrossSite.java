package dev.rondo.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Refuses changes that a page of another site asks a browser to make. A service that listens on
/// loopback without credentials would else take them from every page its user visits.
@Component
class CrossSite implements WebMvcConfigurer, HandlerInterceptor {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    String site = request.getHeader("Sec-Fetch-Site");
    boolean foreign = "cross-site".equals(site) || "same-site".equals(site);
    if (foreign && !READING.contains(request.getMethod())) {
      throw new ForbiddenException("a page of another site may not change anything here");
    }
    return true;
  }
}
