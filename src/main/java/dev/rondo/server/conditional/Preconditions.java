package dev.rondo.server.conditional;

import dev.rondo.server.project.Project;
import dev.rondo.server.web.BadRequestException;
import dev.rondo.server.web.Fault;
import dev.rondo.server.web.NotFoundException;
import dev.rondo.server.web.PreconditionFailedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Refuses with 412 a `PUT` or `DELETE` whose `If-Match` does not name the present `ETag` of the resource, and a `PUT` with
/// `If-None-Match: *` of one that exists (RFC 9110, 13.1). Such requests for one resource wait for each other, on whichever replica.
/// Refuses with 400 an `If-Match` where it would have no effect on a change.
@Component
class Preconditions implements WebMvcConfigurer, HandlerInterceptor {
  private static final Set<String> CHANGES = Set.of("PUT", "DELETE");
  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
  private static final String HONOURED =
      "this operation does not honour an If-Match; leave it out. PUT and DELETE of a resource whose GET answers an ETag honour it,"
          + " and so do the observations of a dataset and the rollback of an alias";
  private static final String HELD = Preconditions.class.getName() + ".held";

  private final TaggedResources resources;
  private final ResourceLocks locks;

  Preconditions(TaggedResources resources, ResourceLocks locks) {
    this.resources = resources;
    this.locks = locks;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    // After the one that refuses unknown parameters, which the handler of `GET` might know.
    registry
        .addInterceptor(this)
        .addPathPatterns("/api/**", "/v1/**")
        .order(Ordered.LOWEST_PRECEDENCE);
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws Exception {
    if (READS.contains(request.getMethod()) || !(handler instanceof HandlerMethod method))
      return true;
    String match = header(request, HttpHeaders.IF_MATCH);
    boolean onlyNew =
        CHANGES.contains(request.getMethod())
            && "*".equals(header(request, HttpHeaders.IF_NONE_MATCH));
    if (match == null && !onlyNew) return true;
    String changed = changed(request, method);
    if (changed == null) {
      if (match != null && !readsIfMatch(method))
        throw new BadRequestException(Fault.parameter(HttpHeaders.IF_MATCH, HONOURED));
      return true;
    }
    Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
    ResourceLocks.Held lock = locks.acquire(Project.current().key(changed + variables));
    try {
      require(changed, request, response, match, onlyNew);
    } catch (Exception e) {
      lock.release();
      throw e;
    }
    request.setAttribute(HELD, lock);
    return true;
  }

  /// The pattern of the tagged resource that a request changes; null if it changes none.
  private @Nullable String changed(HttpServletRequest request, HandlerMethod handler) {
    ChangesTagged other = handler.getMethodAnnotation(ChangesTagged.class);
    if (other != null) return other.value();
    String pattern =
        String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
    boolean tagged =
        CHANGES.contains(request.getMethod()) && resources.handlers().containsKey(pattern);
    return tagged ? pattern : null;
  }

  /// Whether a handler compares the header with a version itself.
  private static boolean readsIfMatch(HandlerMethod handler) {
    return Stream.of(handler.getMethodParameters())
        .map(parameter -> parameter.getParameterAnnotation(RequestHeader.class))
        .anyMatch(header -> header != null && header.name().equals(HttpHeaders.IF_MATCH));
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    if (request.getAttribute(HELD) instanceof ResourceLocks.Held lock) lock.release();
  }

  private void require(
      String pattern,
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable String match,
      boolean onlyNew)
      throws Exception {
    Optional<TaggedResources.Present> present;
    try {
      present = resources.present(pattern, new ServletWebRequest(request, response));
    } catch (NotFoundException e) {
      // Whoever deletes what does not exist is told so by its handler.
      if (match != null && !request.getMethod().equals("DELETE"))
        throw new PreconditionFailedException(
            "If-Match asks for a resource that exists: " + e.getMessage());
      return;
    }
    if (present.isEmpty()) return;
    ETag tag = present.get().tag();
    if (onlyNew)
      throw new PreconditionFailedException(
          "the resource exists with the ETag %s, and If-None-Match asks that it does not"
              .formatted(tag.formattedTag()));
    if (match == null) return;
    List<ETag> wanted = ETag.parse(match);
    if (wanted.stream().anyMatch(ETag::isWildcard)) return;
    if (wanted.stream().noneMatch(one -> one.compare(tag, true)))
      throw new PreconditionFailedException(
          "the resource has the ETag %s, not %s".formatted(tag.formattedTag(), match));
    request.setAttribute(Tagged.CHECKED, present.get().body());
  }

  /// All values of a header in one; null if the request has none.
  private static @Nullable String header(HttpServletRequest request, String name) {
    List<String> values = Collections.list(request.getHeaders(name));
    return values.isEmpty() ? null : String.join(", ", values);
  }
}
