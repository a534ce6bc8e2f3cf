package dev.rondo.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.identity.AccessRules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/// Every operation, without a key and with each kind of key that must not open it.
class AccessRulesTest {
  private static final Closed CLOSED = new Closed(Service.temporaryDirectory());

  @AfterAll
  static void close() {
    CLOSED.close();
  }

  /// The operations that controllers have, as method and path.
  private static Set<String> handled() {
    Set<String> handled = new TreeSet<>();
    CLOSED
        .service
        .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .forEach(mapping ->
            mapping
                .getMethodsCondition()
                .getMethods()
                .forEach(method ->
                    mapping
                        .getPatternValues()
                        .forEach(path -> handled.add(method.name() + " " + path))));
    return handled;
  }

  private static Set<String> ruled() {
    return AccessRules.ALL.stream()
        .map(rule -> rule.method() + " " + rule.path())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyHandlerHasARule() {
    Set<String> ruled = ruled();
    assertThat(handled())
        .filteredOn(operation -> !operation.contains(" /v3/api-docs"))
        .isSubsetOf(ruled);
  }

  @Test
  void everyRuleOfTheApiHasAHandler() {
    Set<String> ofApi = ruled();
    ofApi.removeIf(rule -> !rule.contains(" /api/"));
    assertThat(handled()).containsAll(ofApi);
  }

  @Test
  void theDescriptionTellsTheRoleOfEveryOperation() {
    JsonNode paths = CLOSED.get("", "/v3/api-docs").json().get("paths");
    for (Rule rule : AccessRules.ALL) {
      JsonNode operation = paths.path(rule.path()).path(rule.method().toLowerCase(Locale.ROOT));
      if (operation.isMissingNode() || rule.role() == null) continue;
      assertThat(operation.get("x-role").stringValue())
          .as(rule.toString())
          .isEqualTo(rule.role().name().toLowerCase(Locale.ROOT));
      assertThat(operation.get("responses").propertyNames())
          .as(rule.toString())
          .contains("401", "403", "429");
    }
  }

  @Test
  void noKeyOrAWrongOneOpensNothing() throws InterruptedException {
    String revoked = CLOSED.key("revoked", "trainer", List.of("default"), "");
    CLOSED.send(Closed.ADMIN, "DELETE", "/api/v1/keys/" + CLOSED.id("revoked"), "");
    String expired =
        CLOSED.key(
            "expired",
            "trainer",
            List.of("default"),
            ", \"expiresAt\": \"%s\"".formatted(Instant.now().plusMillis(50)));
    Thread.sleep(Duration.ofMillis(100));
    for (Rule rule : AccessRules.ALL) {
      for (String key : List.of("", "rondo_wrong", revoked, expired)) {
        if (rule.role() == null) continue;
        Answer answer = CLOSED.send(key, rule.method(), path(rule), body(rule));
        assertThat(answer.status()).as("%s with '%s'", rule, key).isEqualTo(401);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
      }
    }
  }

  @Test
  void aLowerRoleOpensNothing() {
    String reader = CLOSED.key("lower reader", "reader", List.of("default"), "");
    String trainer = CLOSED.key("lower trainer", "trainer", List.of("default"), "");
    for (Rule rule : AccessRules.ALL) {
      if (rule.role() == null) continue;
      int ofReader = CLOSED.send(reader, rule.method(), path(rule), body(rule)).status();
      boolean enough = rule.role() == AccessRole.READER && !rule.everywhere();
      assertThat(ofReader == 403).as("%s by a reader: %d", rule, ofReader).isEqualTo(!enough);
      if (rule.role() == AccessRole.ADMIN)
        assertThat(CLOSED.send(trainer, rule.method(), path(rule), body(rule)).status())
            .as(rule.toString())
            .isEqualTo(403);
    }
  }

  @Test
  void openPathsNeedNoKey() {
    for (String path :
        List.of("/", "/app/main.js", "/v3/api-docs", "/problems", "/swagger-ui.html"))
      assertThat(CLOSED.get("", path).status()).as(path).isIn(200, 302);
  }

  private static String path(Rule rule) {
    return rule.path()
        .replaceAll("\\{[a-zA-Z]*[iI]d}", "01980000-0000-7000-8000-000000000000")
        .replaceAll("\\{[a-zA-Z]+}", "nothing")
        .replace("/**", "");
  }

  private static String body(Rule rule) {
    return rule.method().equals("POST") || rule.method().equals("PUT") ? "{}" : "";
  }
}
