package dev.rondo.server.conditional;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import tools.jackson.databind.json.JsonMapper;

/// Gives the answers of [Tagged] handlers their `ETag`, and answers 304 without a body if `If-None-Match` names it.
@RestControllerAdvice
class TaggedAnswers implements ResponseBodyAdvice<Object> {
  private final JsonMapper mapper;

  TaggedAnswers(JsonMapper mapper) {
    this.mapper = mapper;
  }

  @Override
  public boolean supports(
      MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
    // Asked for every answer; the search of Spring would look through all supertypes.
    Method method = returned.getMethod();
    Tagged tagged = method == null ? null : method.getAnnotation(Tagged.class);
    return tagged != null && !tagged.ownVersion();
  }

  @Override
  public @Nullable Object beforeBodyWrite(
      @Nullable Object body,
      MethodParameter returned,
      MediaType type,
      Class<? extends HttpMessageConverter<?>> converter,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    if (body == null) return null;
    boolean known =
        request instanceof ServletServerHttpRequest asked
            && response instanceof ServletServerHttpResponse answered
            && new ServletWebRequest(asked.getServletRequest(), answered.getServletResponse())
                .checkNotModified(ResourceTag.of(body, mapper).formattedTag());
    return known ? null : body;
  }
}
