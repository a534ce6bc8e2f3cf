package dev.rondo.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.OneOfEach;
import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.identity.AccessRules.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// A key with the role reader, which asks for everything that it may.
class ReadersStoreNothingTest {
  private static final Closed CLOSED =
      new Closed(Service.temporaryDirectory(), "rondo.webhooks.hosts=127.0.0.1");

  /// What the service writes by itself: the use of keys, the audit log, sign-ins, and what runs in the background.
  private static final Set<String> OF_THE_SERVICE =
      Set.of("api_key", "audit_entry", "web_session", "webhook_delivery", "scheduled_tasks");

  private static final String KEEP = "{\"keep\": true, \"dataset\": {\"id\": \"latest\"}}";

  private static String reader = "";

  @BeforeAll
  static void fill() throws InterruptedException {
    OneOfEach.create(CLOSED.service.with("Authorization", "Bearer " + Closed.ADMIN));
    reader = CLOSED.key("only reads", "reader", List.of("default"), "");
  }

  @AfterAll
  static void close() {
    CLOSED.close();
  }

  @Test
  void noRequestOfAReaderStoresAnything() {
    Map<String, List<String>> before = stored();
    assertThat(before.get("kept_forecast")).isNotEmpty();
    JsonNode paths = CLOSED.get("", "/v3/api-docs").json().get("paths");
    List<String> answered = new ArrayList<>();
    for (Rule rule : AccessRules.ALL) {
      JsonNode operation = paths.path(rule.path()).path(rule.method().toLowerCase(Locale.ROOT));
      if (rule.role() != AccessRole.READER || rule.method().equals("GET")) continue;
      operation
          .at("/requestBody/content")
          .forEachEntry((type, body) -> {
            for (JsonNode example : body.path("examples")) {
              JsonNode value = example.get("value");
              Answer answer = send(rule, type, value);
              if (answer.status() == 200) answered.add(rule.path());
              else
                assertThat(answer.status() == 403)
                    .as(rule.path() + " " + answer.text())
                    .isEqualTo(value.path("keep").booleanValue(false));
            }
          });
    }
    assertThat(answered)
        .contains(
            "/api/v1/models/{id}/predictions",
            "/api/v1/datasets/preview",
            "/api/v1/datasets/generate/preview");
    Answer throughAlias =
        CLOSED.send(
            reader, "POST", "/api/v1/aliases/champion/predictions", KEEP.replace("true", "false"));
    assertThat(throughAlias.status()).as(throughAlias.text()).isEqualTo(200);
    assertThat(stored()).isEqualTo(before);
  }

  private static Answer send(Rule rule, String type, JsonNode example) {
    String body = example.isString() ? example.stringValue() : example.toString();
    return CLOSED.service.send(
        rule.method(),
        OneOfEach.path(rule.path()),
        body.getBytes(StandardCharsets.UTF_8),
        "Authorization",
        "Bearer " + reader,
        "Content-Type",
        type);
  }

  /// The rows of every table.
  private static Map<String, List<String>> stored() {
    JdbcClient database = CLOSED.service.bean(JdbcClient.class);
    Map<String, List<String>> rows = new LinkedHashMap<>();
    database
        .sql("select table_name from information_schema.tables where table_schema = 'public'")
        .query((row, _) -> String.valueOf(row.getString(1)))
        .list()
        .forEach(table -> {
          if (!OF_THE_SERVICE.contains(table)) rows.put(table, rows(database, table));
        });
    assertThat(rows).hasSizeGreaterThan(10);
    return rows;
  }

  private static List<String> rows(JdbcClient database, String table) {
    return database
        .sql("select * from " + table)
        .query((row, _) -> {
          StringBuilder all = new StringBuilder();
          for (int i = 1; i <= row.getMetaData().getColumnCount(); i++)
            all.append(row.getString(i)).append(' ');
          return all.toString();
        })
        .list()
        .stream()
        .sorted()
        .toList();
  }

  @Test
  void keepingForecastsNeedsTheRoleTrainer() {
    for (String path :
        List.of("/api/v1/models/latest/predictions", "/api/v1/aliases/champion/predictions")) {
      Answer refused = CLOSED.send(reader, "POST", path, KEEP);
      assertThat(refused.status()).as(refused.text()).isEqualTo(403);
      assertThat(refused.json().get("type").stringValue()).isEqualTo("/problems/forbidden");
      assertThat(refused.json().get("detail").stringValue()).contains("/keep", "role trainer");
      assertThat(refused.faults()).containsExactly("/keep");
      for (String reading :
          List.of(KEEP.replace("true", "false"), KEEP.replace("\"keep\": true, ", "")))
        assertThat(CLOSED.send(reader, "POST", path, reading).status()).as(reading).isEqualTo(200);
      assertThat(CLOSED.send(Closed.ADMIN, "POST", path, KEEP).status()).isEqualTo(200);
    }
  }

  @Test
  void forecastsThatAreKeptAreInTheAuditLogAndOthersAreNot() {
    String path = "/api/v1/models/latest/predictions";
    String trainer = CLOSED.key("keeper", "trainer", List.of("default"), "");
    String other = CLOSED.key("would keep", "reader", List.of("default"), "");
    assertThat(CLOSED.send(trainer, "POST", path, KEEP.replace("true", "false")).status())
        .isEqualTo(200);
    assertThat(audited("keeper")).isEmpty();
    assertThat(CLOSED.send(trainer, "POST", path, KEEP).status()).isEqualTo(200);
    assertThat(CLOSED.send(other, "POST", path, KEEP).status()).isEqualTo(403);
    assertThat(audited("keeper")).containsExactly("POST " + path + " 200");
    assertThat(audited("would%20keep")).containsExactly("POST " + path + " 403");
  }

  private static List<String> audited(String caller) {
    List<String> entries = new ArrayList<>();
    for (JsonNode entry :
        CLOSED.get(Closed.ADMIN, "/api/v1/audit?caller=" + caller).json().get("items"))
      entries.add(
          "%s %s %d"
              .formatted(
                  entry.get("method").stringValue(),
                  entry.get("path").stringValue(),
                  entry.get("status").intValue()));
    return entries;
  }
}
