package dev.rondo.server.web;

import dev.rondo.forecasting.document.JsonTypes;
import dev.rondo.server.ServerSettings;
import dev.rondo.server.memory.Reservation;
import jakarta.servlet.MultipartConfigElement;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/// Configuration that all controllers share.
@Configuration(proxyBeanMethods = false)
class WebConfiguration {
  /// Bytes of a form in addition to its file, and the part of a file that stays in memory.
  private static final int FORM_BYTES = 64 << 10;

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  Ids ids(Clock clock) {
    return new Ids(clock, new SecureRandom());
  }

  @Bean
  JacksonModule jsonTypes() {
    return JsonTypes.module();
  }

  @Bean
  JsonMapperBuilderCustomizer strictReading() {
    return builder ->
        builder
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
  }

  @Bean
  Defaults defaults(JsonMapper mapper, ObjectProvider<Default> declared) {
    return new Defaults(mapper, declared.orderedStream().toList());
  }

  @Bean
  RecordBinder recordBinder(JsonMapper mapper, Defaults defaults, Reservation requestMemory) {
    return new RecordBinder(mapper, defaults, requestMemory);
  }

  /// Files of a form are written to disk, up to the limit of an upload.
  @Bean
  MultipartConfigElement forms(ServerSettings settings) {
    long upload = settings.limits().upload().toBytes();
    return new MultipartConfigElement("", upload, upload + FORM_BYTES, FORM_BYTES);
  }

  @Bean
  HttpMessageConverter<Record> recordBodies(RecordBinder binder, ServerSettings settings) {
    return new RecordBodies(binder, settings.limits().json().toBytes());
  }

  /// Pages of the configured origins may call the service from a browser. They send a key; a sign-in does not count for them.
  @Bean
  FilterRegistrationBean<CorsFilter> cors(ServerSettings settings) {
    CorsConfiguration pages = new CorsConfiguration();
    pages.setAllowedOrigins(settings.corsOrigins());
    pages.setAllowedMethods(List.of("GET", "POST", "PUT", "DELETE"));
    pages.setAllowedHeaders(List.of(CorsConfiguration.ALL));
    pages.setExposedHeaders(
        List.of(
            "ETag",
            "Location",
            "Retry-After",
            "Rondo-Warning",
            "Idempotency-Replayed",
            RequestIds.HEADER));
    pages.setMaxAge(Duration.ofHours(1));
    UrlBasedCorsConfigurationSource everywhere = new UrlBasedCorsConfigurationSource();
    everywhere.registerCorsConfiguration("/**", pages);
    FilterRegistrationBean<CorsFilter> filter =
        new FilterRegistrationBean<>(new CorsFilter(everywhere));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 8);
    filter.setEnabled(!settings.corsOrigins().isEmpty());
    return filter;
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcat(ServerSettings settings) {
    return factory -> {
      factory.addContextCustomizers(context -> {
        if (context.getParent() instanceof StandardHost host)
          host.setErrorReportValveClass(ProblemValve.class.getName());
      });
      // Users choose the ids of series, which may contain a slash or backslash, written %2F or %5C
      // in a
      // path.
      factory.addConnectorCustomizers(connector -> {
        connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
        connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
        connector.setProperty("maxConnections", Integer.toString(settings.limits().connections()));
      });
    };
  }
}
