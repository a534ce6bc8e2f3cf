package dev.rondo.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.rondo.server.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens of an OpenID provider, which is a small server of the test.
class TokensTest {
  private static RSAKey key;
  private static RSAKey other;
  private static HttpServer provider;
  private static String issuer;
  private static Closed closed;

  @BeforeAll
  static void start() throws Exception {
    key = new RSAKeyGenerator(2048).keyID("one").generate();
    other = new RSAKeyGenerator(2048).keyID("one").generate();
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer = "http://127.0.0.1:" + provider.getAddress().getPort();
    serve(
        "/.well-known/openid-configuration",
        "{\"issuer\": \"%s\", \"jwks_uri\": \"%s/keys\", \"authorization_endpoint\": \"%s/a\", \"token_endpoint\": \"%s/t\", \"subject_types_supported\": [\"public\"], \"response_types_supported\": [\"code\"]}"
            .formatted(issuer, issuer, issuer, issuer));
    serve("/keys", new JWKSet(key.toPublicJWK()).toString());
    provider.start();
    closed =
        new Closed(
            Service.temporaryDirectory(),
            "spring.security.oauth2.resourceserver.jwt.issuer-uri=" + issuer,
            "spring.security.oauth2.resourceserver.jwt.audiences=rondo",
            "rondo.open-id.role-claim=realm.roles");
    closed.projects("energy");
  }

  private static void serve(String path, String json) {
    provider.createContext(
        path,
        exchange -> {
          byte[] body = json.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          try (var out = exchange.getResponseBody()) {
            out.write(body);
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  @AfterAll
  static void stop() {
    if (closed != null) closed.close();
    provider.stop(0);
  }

  private static String token(RSAKey signer, UnaryOperator<JWTClaimsSet.Builder> change)
      throws Exception {
    return token(signer, null, change);
  }

  /// @param type in the header of the token; null for none
  private static String token(
      RSAKey signer, @Nullable String type, UnaryOperator<JWTClaimsSet.Builder> change)
      throws Exception {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .subject("ada")
            .issuer(issuer)
            .audience("rondo")
            .expirationTime(Date.from(Instant.now().plusSeconds(300)))
            .claim("realm", Map.of("roles", List.of("offline_access", "rondo-reader")))
            .claim("rondo_projects", List.of("energy"));
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("one")
                .type(type == null ? null : new JOSEObjectType(type))
                .build(),
            change.apply(claims).build());
    token.sign(new RSASSASigner(signer));
    return token.serialize();
  }

  @Test
  void claimsGiveNameRoleAndProjects() throws Exception {
    var session = closed.get(token(key, claims -> claims), "/api/v1/session").json();
    assertThat(session.get("name").stringValue()).isEqualTo("ada");
    assertThat(session.get("role").stringValue()).isEqualTo("reader");
    assertThat(session.get("project").stringValue()).isEqualTo("energy");
    assertThat(session.get("openId").booleanValue()).isTrue();
    String token = token(key, claims -> claims);
    assertThat(closed.get(token, "/api/v1/datasets").status()).isEqualTo(200);
    assertThat(closed.send(token, "POST", "/api/v1/backtests", "{}").status()).isEqualTo(403);
    assertThat(closed.get(token, "/api/v1/datasets", "Rondo-Project", "default").status())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT", "jwt", "at+jwt", "application/at+jwt"})
  void aTokenMayNameItsType(String type) throws Exception {
    String token = token(key, type, claims -> claims);
    assertThat(closed.get(token, "/api/v1/datasets").status()).isEqualTo(200);
  }

  @Test
  void aNameHasNoControlCharacters() throws Exception {
    String token = token(key, claims -> claims.subject("a\0b\nc"));
    var session = closed.get(token, "/api/v1/session").json();
    assertThat(session.get("name").stringValue()).isEqualTo("a?b?c");
  }

  private static String unsigned() throws Exception {
    return new PlainJWT(SignedJWT.parse(token(key, claims -> claims)).getJWTClaimsSet()).serialize()
        + "none";
  }

  @Test
  void otherTokensAreRefused() throws Exception {
    for (String bad :
        List.of(
            token(other, claims -> claims),
            token(key, "logout+jwt", claims -> claims),
            unsigned(),
            token(key, claims -> claims.audience("another-service")),
            token(key, claims -> claims.issuer("http://attacker.example")),
            token(key, claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(300)))),
            token(key, claims -> claims.claim("realm", Map.of("roles", List.of("guest")))),
            token(key, claims -> claims.claim("rondo_projects", List.of())))) {
      var answer = closed.get(bad, "/api/v1/datasets");
      assertThat(answer.status()).as(answer.text()).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"issuer-uri", "jwk-set-uri"})
  void withoutTheProviderTheAnswerIs502(String setting) throws Exception {
    try (Closed alone =
        new Closed(
            Service.temporaryDirectory(),
            "spring.security.oauth2.resourceserver.jwt.%s=http://127.0.0.1:1/".formatted(setting),
            "spring.security.oauth2.resourceserver.jwt.audiences=rondo")) {
      String token = token(key, claims -> claims);
      var answer = alone.get(token, "/api/v1/datasets");
      assertThat(answer.status()).as(answer.text()).isEqualTo(502);
      assertThat(answer.contentType()).startsWith("application/problem+json");
      assertThat(answer.text()).doesNotContain("127.0.0.1");
      var signIn = alone.send("", "POST", "/api/v1/session", "{\"key\": \"%s\"}".formatted(token));
      assertThat(signIn.status()).isEqualTo(502);
      assertThat(alone.get(Closed.ADMIN, "/api/v1/datasets").status()).isEqualTo(200);
    }
  }

  @Test
  void aTokenSignsTheDashboardIn() throws Exception {
    var signedIn =
        closed.send(
            "",
            "POST",
            "/api/v1/session",
            "{\"key\": \"%s\"}".formatted(token(key, claims -> claims)));
    assertThat(signedIn.status()).as(signedIn.text()).isEqualTo(200);
    String cookie = signedIn.header("Set-Cookie").replaceFirst(";.*", "");
    assertThat(closed.get("", "/api/v1/session", "Cookie", cookie).json().get("name").stringValue())
        .isEqualTo("ada");
  }
}
