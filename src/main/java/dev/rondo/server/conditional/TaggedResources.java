package dev.rondo.server.conditional;

import java.lang.annotation.Annotation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ETag;
import org.springframework.http.HttpEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolverComposite;
import org.springframework.web.method.support.InvocableHandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/// The [Tagged] handlers by the pattern of their path.
@Component
class TaggedResources {
  private final ObjectProvider<RequestMappingHandlerMapping> mapping;
  private final ObjectProvider<RequestMappingHandlerAdapter> adapter;
  private final JsonMapper mapper;

  TaggedResources(
      @Qualifier("requestMappingHandlerMapping")
          ObjectProvider<RequestMappingHandlerMapping> mapping,
      ObjectProvider<RequestMappingHandlerAdapter> adapter,
      JsonMapper mapper) {
    this.mapping = mapping;
    this.adapter = adapter;
    this.mapper = mapper;
  }

  /// The handlers by path pattern.
  Map<String, HandlerMethod> handlers() {
    return annotated(Tagged.class);
  }

  /// The handlers that change a resource of another path, by their own path pattern.
  Map<String, HandlerMethod> commands() {
    return annotated(ChangesTagged.class);
  }

  private Map<String, HandlerMethod> annotated(Class<? extends Annotation> annotation) {
    Map<String, HandlerMethod> found = new HashMap<>();
    mapping
        .getObject()
        .getHandlerMethods()
        .forEach((info, handler) -> {
          if (handler.hasMethodAnnotation(annotation))
            info.getPatternValues().forEach(path -> found.put(path, handler));
        });
    return found;
  }

  /// What `GET` would answer.
  record Present(Object body, ETag tag) {}

  /// The present state of the resource at the path of a request; empty if its handlers have versions of their own, or if there are
  /// none. Throws what the handler of `GET` throws.
  Optional<Present> present(String pattern, ServletWebRequest request) throws Exception {
    HandlerMethod handler = handlers().get(pattern);
    if (handler == null || ownVersion(handler)) return Optional.empty();
    InvocableHandlerMethod get = new InvocableHandlerMethod(handler.createWithResolvedBean());
    HandlerMethodArgumentResolverComposite resolvers = new HandlerMethodArgumentResolverComposite();
    resolvers.addResolvers(adapter.getObject().getArgumentResolvers());
    get.setHandlerMethodArgumentResolvers(resolvers);
    Object body = body(get.invokeForRequest(request, null));
    return body == null
        ? Optional.empty()
        : Optional.of(new Present(body, ResourceTag.of(body, mapper)));
  }

  private static boolean ownVersion(HandlerMethod handler) {
    Tagged tagged = handler.getMethodAnnotation(Tagged.class);
    return tagged == null || tagged.ownVersion();
  }

  private static @Nullable Object body(@Nullable Object answer) {
    return answer instanceof HttpEntity<?> entity ? entity.getBody() : answer;
  }
}
