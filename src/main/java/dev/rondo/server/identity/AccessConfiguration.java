package dev.rondo.server.identity;

import dev.rondo.server.ServerSettings;
import dev.rondo.server.web.ProblemWriter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.HttpFirewall;

/// The chain of filters that every request passes: who calls, how often, whether the table of rules allows it, what is written to the
/// audit log, and for which project it is.
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {
  @Bean
  Secrets secrets() {
    return new Secrets(new SecureRandom());
  }

  /// Providers name the type of their tokens `JWT`, `at+jwt` (RFC 9068) or not at all.
  @Bean
  JwtTypeValidator tokenTypes() {
    JwtTypeValidator types = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
    types.setAllowEmpty(true);
    return types;
  }

  @Bean
  SecurityFilterChain access(
      HttpSecurity http,
      Guard guard,
      AccessSettings settings,
      ServerSettings service,
      Credentials credentials,
      Projects projects,
      AuditLog audit,
      Refusals refusals,
      ProblemWriter problems) {
    // Foreign pages are refused by their origin, headers are set for all pages in one place, and
    // there is no server-side session.
    http.csrf(AbstractHttpConfigurer::disable)
        .headers(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .servletApi(AbstractHttpConfigurer::disable)
        .sessionManagement(AbstractHttpConfigurer::disable)
        .securityContext(contexts ->
            contexts.securityContextRepository(new RequestAttributeSecurityContextRepository()))
        .exceptionHandling(
            answers -> answers.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
        .addFilterBefore(
            new CredentialsFilter(guard, credentials, refusals, Set.copyOf(service.corsOrigins())),
            AuthorizationFilter.class)
        .addFilterAfter(new ProjectFilter(projects, refusals), AuthorizationFilter.class);
    if (guard.closed()) {
      http.addFilterBefore(new AuditFilter(audit), ExceptionTranslationFilter.class)
          .authorizeHttpRequests(requests ->
              requests
                  // Continue a request that was allowed.
                  .dispatcherTypeMatchers(
                      DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
                  .permitAll()
                  .anyRequest()
                  .access(new Permissions()));
      if (settings.requestsPerSecond() > 0)
        http.addFilterBefore(
            new RateFilter(settings.requestsPerSecond(), problems), AuthorizationFilter.class);
    }
    return http.build();
  }

  /// Requests are measured once, as a whole. Spring Security would also measure each of its filters, which costs more than they do.
  @Bean
  SecurityObservationSettings noObservations() {
    return SecurityObservationSettings.noObservations();
  }

  /// There are no users with passwords.
  @Bean
  AuthenticationManager noPasswords() {
    return authentication -> {
      throw UnknownCallerException.ofKey();
    };
  }

  /// Takes paths as they are: ids of series may have any characters, and what the table of rules does not have is refused.
  @Bean
  HttpFirewall everyPath() {
    return new HttpFirewall() {
      @Override
      public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
        return new FirewalledRequest(request) {
          @Override
          public void reset() {
            // Nothing was changed.
          }
        };
      }

      @Override
      public HttpServletResponse getFirewalledResponse(HttpServletResponse response) {
        return response;
      }
    };
  }
}
