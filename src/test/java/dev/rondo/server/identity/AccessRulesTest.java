package dev.rondo.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.identity.AccessRules.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/// The table of rules and the operations that there are.
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
  void openPathsNeedNoKey() {
    for (String path :
        List.of("/", "/app/main.js", "/v3/api-docs", "/problems", "/swagger-ui.html"))
      assertThat(CLOSED.get("", path).status()).as(path).isIn(200, 302);
  }
}
