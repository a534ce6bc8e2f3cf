package dev.rondo.server.web;

import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.forecasting.series.Frequency;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.converter.ConverterFactory;
import org.springframework.format.FormatterRegistry;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Reads query parameters as strictly as bodies: with the same text forms, and refusing unknown parameters and control characters.
@Component
class Parameters implements WebMvcConfigurer, HandlerInterceptor {
  @Override
  public void addFormatters(FormatterRegistry registry) {
    registry.addConverterFactory(new KebabEnums());
    registry.addConverter(String.class, Frequency.class, Frequency::parse);
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).addPathPatterns("/api/**", "/v1/**");
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (!(handler instanceof HandlerMethod method)) return true;
    Set<String> known = known(method);
    List<Fault> faults = new ArrayList<>();
    request
        .getParameterMap()
        .forEach((name, values) -> {
          if (!known.contains(name)) {
            String options =
                known.isEmpty()
                    ? "this call has no parameters"
                    : "known are " + String.join(", ", known.stream().sorted().toList());
            faults.add(
                Fault.parameter(name, "'" + name + "' is not a known parameter; " + options));
          } else if (Stream.of(values).anyMatch(Parameters::isUnprintable)) {
            faults.add(
                Fault.parameter(
                    name,
                    "'" + name + "' must not hold control characters except tabs and line breaks"));
          }
        });
    if (!faults.isEmpty()) throw new BadRequestException(faults);
    return true;
  }

  /// Tabs and line breaks are left, because names of columns may hold them. PostgreSQL stores no NUL.
  private static boolean isUnprintable(String value) {
    return value.chars().anyMatch(c -> Character.isISOControl(c) && "\t\r\n".indexOf(c) < 0);
  }

  private static Set<String> known(HandlerMethod method) {
    Set<String> known = new HashSet<>();
    for (MethodParameter parameter : method.getMethodParameters()) {
      RequestParam named = parameter.getParameterAnnotation(RequestParam.class);
      RequestPart part = parameter.getParameterAnnotation(RequestPart.class);
      String own = Objects.requireNonNullElse(parameter.getParameter().getName(), "");
      if (named != null) known.add(named.name().isEmpty() ? own : named.name());
      if (part != null) known.add(part.name().isEmpty() ? own : part.name());
      if (parameter.hasParameterAnnotation(ModelAttribute.class)) {
        Stream.of(parameter.getParameterType().getRecordComponents())
            .map(RecordComponent::getName)
            .forEach(known::add);
      }
    }
    return known;
  }

  /// Enum constants by their JSON names.
  @SuppressWarnings("rawtypes")
  private static final class KebabEnums implements ConverterFactory<String, Enum> {
    @Override
    public <T extends Enum>
        org.springframework.core.convert.converter.Converter<String, T> getConverter(
            Class<T> type) {
      return text -> {
        Object constant = JsonTypes.constants(type).get(text);
        if (constant == null)
          throw new IllegalArgumentException("must be " + Scalars.expected(type));
        return type.cast(constant);
      };
    }
  }
}
