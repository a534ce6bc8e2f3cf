package dev.rondo.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.identity.AccessRules.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Every operation that is not open, with every kind of caller that must not have an answer. What another project has is the subject of
/// [ForeignProjectTest].
class RefusedCallersTest {
  private static final Closed CLOSED = new Closed(Service.temporaryDirectory());
  private static final String SECRET = "secret-project";

  /// Headers of the callers that nobody knows.
  private static final Map<String, String[]> UNKNOWN = new LinkedHashMap<>();

  private static String outsider = "";
  private static String reader = "";
  private static String trainer = "";
  private static String homeless = "";

  @BeforeAll
  static void prepare() {
    CLOSED.projects(SECRET, "other", "deleted");
    String revoked = CLOSED.key("withdrawn", "trainer", List.of(SECRET), "");
    String revokedCookie = signIn(revoked);
    String signedOut = signIn(Closed.ADMIN);
    CLOSED.send("", "DELETE", "/api/v1/session", "", "Cookie", signedOut);
    String expired = CLOSED.keyForAnHour("over", "trainer", List.of(SECRET));
    String expiredCookie = signIn(expired);
    CLOSED.send(Closed.ADMIN, "DELETE", "/api/v1/keys/" + CLOSED.id("withdrawn"), "");
    UNKNOWN.put("no key", new String[] {});
    UNKNOWN.put("wrong", bearer("rondo_wrong"));
    UNKNOWN.put("revoked", bearer(revoked));
    UNKNOWN.put("expired", bearer(expired));
    UNKNOWN.put("other header", new String[] {"X-API-Key", revoked});
    UNKNOWN.put("token", bearer("a.b.c"));
    UNKNOWN.put("wrong cookie", new String[] {"Cookie", "rondo-session=wrong"});
    UNKNOWN.put("revoked cookie", new String[] {"Cookie", revokedCookie});
    UNKNOWN.put("expired cookie", new String[] {"Cookie", expiredCookie});
    UNKNOWN.put("signed out", new String[] {"Cookie", signedOut});
    outsider = CLOSED.key("outsider", "trainer", List.of("other"), "");
    reader = CLOSED.key("lower reader", "reader", List.of("default"), "");
    trainer = CLOSED.key("lower trainer", "trainer", List.of("default"), "");
    homeless = CLOSED.key("homeless", "trainer", List.of("deleted"), "");
    CLOSED
        .service
        .bean(JdbcClient.class)
        .sql("delete from project where name = 'deleted'")
        .update();
    CLOSED.projects("new"); // Forgets which projects there were.
    CLOSED.passAnHour();
  }

  @AfterAll
  static void close() {
    CLOSED.close();
  }

  private static String[] bearer(String key) {
    return new String[] {"Authorization", "Bearer " + key};
  }

  private static String signIn(String key) {
    Answer answer = CLOSED.send("", "POST", "/api/v1/session", "{\"key\": \"%s\"}".formatted(key));
    assertThat(answer.status()).isEqualTo(200);
    return answer.header("Set-Cookie").replaceFirst(";.*", "");
  }

  private static List<Rule> needingKeys() {
    List<Rule> rules = AccessRules.ALL.stream().filter(rule -> rule.role() != null).toList();
    assertThat(rules).hasSizeGreaterThan(80);
    return rules;
  }

  private static String[] unknown(String kind) {
    return Objects.requireNonNull(UNKNOWN.get(kind));
  }

  @Test
  void nobodyUnknownGetsAnAnswer() {
    for (Rule rule : needingKeys())
      for (String method : methods(rule))
        UNKNOWN.forEach((kind, headers) -> {
          Answer answer = send(method, rule, headers);
          assertThat(answer.status()).as("%s %s: %s", method, rule.path(), kind).isEqualTo(401);
          assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
          requireNoSecrets(answer);
        });
  }

  @Test
  void nobodyLearnsWhyAKeyIsRefused() {
    for (Rule rule : needingKeys()) {
      Answer wrong = send(rule.method(), rule, unknown("wrong"));
      for (String kind : List.of("revoked", "expired", "other header"))
        assertThat(said(send(rule.method(), rule, unknown(kind))))
            .as("%s: %s", rule, kind)
            .isEqualTo(said(wrong));
      Answer none = send(rule.method(), rule);
      for (String kind : List.of("wrong cookie", "revoked cookie", "expired cookie", "signed out"))
        assertThat(said(send(rule.method(), rule, unknown(kind))))
            .as("%s: %s", rule, kind)
            .isEqualTo(said(none));
    }
  }

  @Test
  void aForeignProjectIsAsOneThatDoesNotExist() {
    for (Rule rule : needingKeys()) {
      if (rule.role() == AccessRole.ADMIN) continue;
      Answer foreign = named(rule, SECRET);
      assertThat(foreign.status()).as(rule.toString()).isEqualTo(403);
      assertThat(said(foreign).replace(SECRET, "nowhere"))
          .as(rule.toString())
          .isEqualTo(said(named(rule, "nowhere")));
    }
  }

  private static Answer named(Rule rule, String project) {
    return send(
        rule.method(), rule, "Authorization", "Bearer " + outsider, "Rondo-Project", project);
  }

  @Test
  void aKeyOfADeletedProjectOpensNothing() {
    for (Rule rule : needingKeys())
      if (!rule.path().equals("/api/v1/session/project"))
        assertThat(send(rule.method(), rule, bearer(homeless)).status())
            .as(rule.toString())
            .isEqualTo(403);
  }

  @Test
  void aLowerRoleOpensNothing() {
    for (Rule rule : needingKeys()) {
      int ofReader = send(rule.method(), rule, bearer(reader)).status();
      boolean enough = rule.role() == AccessRole.READER && !rule.everywhere();
      assertThat(ofReader == 403).as("%s by a reader: %d", rule, ofReader).isEqualTo(!enough);
      if (rule.role() == AccessRole.ADMIN)
        assertThat(send(rule.method(), rule, bearer(trainer)).status())
            .as(rule.toString())
            .isEqualTo(403);
    }
  }

  private static List<String> methods(Rule rule) {
    return rule.method().equals("GET")
        ? List.of("GET", "HEAD", "OPTIONS")
        : List.of(rule.method(), "OPTIONS");
  }

  private static Answer send(String method, Rule rule, String... headers) {
    String path =
        rule.path()
            .replaceAll("\\{[a-zA-Z]*[iI]d}", "01980000-0000-7000-8000-000000000000")
            .replaceAll("\\{[a-zA-Z]+}", "nothing")
            .replace("/**", "");
    boolean body = method.equals("POST") || method.equals("PUT");
    List<String> all = new ArrayList<>(List.of(headers));
    if (body) all.addAll(List.of("Content-Type", "application/json"));
    return CLOSED.service.send(
        method,
        path,
        (body ? "{}" : "").getBytes(StandardCharsets.UTF_8),
        all.toArray(String[]::new));
  }

  /// The answer without the id of the request.
  private static String said(Answer answer) {
    return "%d %s %s"
        .formatted(
            answer.status(),
            answer.header("WWW-Authenticate"),
            answer.text().replace(answer.header("X-Request-Id"), ""));
  }

  private static void requireNoSecrets(Answer answer) {
    assertThat(answer.text()).doesNotContain(SECRET, "withdrawn", "over\"", "dev.rondo");
  }
}
