package dev.rondo.server.identity;

import dev.rondo.server.project.Project;
import dev.rondo.server.web.BadGatewayException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;

/// Tokens (JWT) of an OpenID provider. The decoder of Spring Security checks signature, issuer, audience and times; the claims of the
/// settings give role and projects.
@Component
class Tokens {
  private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);
  private static final int LONGEST_NAME = 200;
  private static final String AUDIENCES = "spring.security.oauth2.resourceserver.jwt.audiences";

  private final @Nullable JwtDecoder decoder;
  private final AccessSettings.OpenId settings;

  Tokens(ObjectProvider<JwtDecoder> decoder, AccessSettings settings, Environment environment) {
    this.decoder = decoder.getIfAvailable();
    if (this.decoder != null && !Binder.get(environment).bind(AUDIENCES, String[].class).isBound())
      throw new IllegalStateException(
          "set %s too: without it, tokens of the provider for other services would be accepted"
              .formatted(AUDIENCES));
    this.settings = settings.openId();
  }

  /// Whether a provider is configured.
  boolean accepted() {
    return decoder != null;
  }

  /// Whether a text has the form of a token, which no key may have.
  static boolean isToken(String text) {
    return text.chars().filter(c -> c == '.').count() == 2;
  }

  /// The caller of a token; throws [UnknownCallerException], and [BadGatewayException] if the provider does not tell its keys.
  Caller caller(String token) {
    if (decoder == null) throw UnknownCallerException.ofKey();
    try {
      return caller(decoder.decode(token));
    } catch (BadJwtException e) {
      throw new UnknownCallerException("the token is not valid here: " + e.getMessage());
    } catch (JwtException | JwtDecoderInitializationException e) {
      LOG.warn("the keys of the OpenID provider cannot be read: {}", root(e).toString());
      throw new BadGatewayException(
          "the OpenID provider cannot be asked for its keys at the moment; try again");
    }
  }

  private static Throwable root(Throwable e) {
    return e.getCause() == null ? e : root(e.getCause());
  }

  private Caller caller(Jwt token) {
    AccessRole role =
        texts(token, settings.roleClaim()).stream()
            .flatMap(text -> role(text).stream())
            .max(Comparator.naturalOrder())
            .orElseThrow(() ->
                new UnknownCallerException(
                    "the token has none of the roles reader, trainer and admin in the claim '%s'"
                        .formatted(settings.roleClaim())));
    List<String> projects = texts(token, settings.projectClaim());
    boolean all = projects.contains("*") || role == AccessRole.ADMIN;
    List<String> named = projects.stream().filter(Project::isName).toList();
    if (!all && named.isEmpty())
      throw new UnknownCallerException(
          "the token names no project in the claim '%s'".formatted(settings.projectClaim()));
    // PostgreSQL stores no NUL, and a name in a log has no line breaks.
    String subject =
        Objects.requireNonNullElse(token.getSubject(), "token").replaceAll("\\p{Cntrl}", "?");
    return new Caller(
        subject.substring(0, Math.min(LONGEST_NAME, subject.length())),
        null,
        role,
        all ? null : named,
        token.getExpiresAt());
  }

  /// Providers often put a prefix before the names of roles.
  private static Optional<AccessRole> role(String text) {
    String name = text.toLowerCase(Locale.ROOT).replaceFirst("^rondo[-_:.]", "");
    return Stream.of(AccessRole.values())
        .filter(role -> role.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }

  /// The texts of a claim, which is a list, or texts separated by spaces.
  private static List<String> texts(Jwt token, String path) {
    Object value = token.getClaims().get(path);
    if (value == null) {
      value = token.getClaims();
      for (String part : path.split("\\."))
        value = value instanceof Map<?, ?> object ? object.get(part) : null;
    }
    return switch (value) {
      case String text -> Arrays.asList(text.strip().split("[ ,]+"));
      case Collection<?> list -> list.stream().map(String::valueOf).toList();
      case null, default -> List.of();
    };
  }
}
