package dev.rondo.server.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.FileDatabase;
import dev.rondo.server.Migrations;
import dev.rondo.server.Service;
import dev.rondo.server.Service.Answer;
import dev.rondo.server.job.Jobflow;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Damage is found, told, and kept to what it hit.
class VerificationTest {
  private static final String VERIFICATION = "/api/v1/maintenance/verification";

  /// db-scheduler has a column for bytes that the service does not use.
  private static final String UNUSED_BYTES = "scheduled_tasks";

  @TempDir Path data;

  private static JsonNode verified(Service service) throws InterruptedException {
    assertThat(service.send("POST", VERIFICATION, new byte[0]).status()).isEqualTo(202);
    JsonNode state = service.get(VERIFICATION).json();
    while (state.get("running").booleanValue()) {
      Thread.sleep(20);
      state = service.get(VERIFICATION).json();
    }
    return state.get("report");
  }

  /// Changes one byte of a row.
  private static void damage(JdbcClient database, String table, String column, String where) {
    byte[] bytes =
        database
            .sql("select " + column + " from " + table + " where " + where)
            .query((row, _) -> row.getBytes(1))
            .list()
            .getFirst();
    bytes[bytes.length / 2] ^= 4;
    database
        .sql("update " + table + " set " + column + " = ? where " + where)
        .param(bytes)
        .update();
  }

  private static void stream(Service service, String id) {
    Answer put =
        service.send(
            "PUT",
            "/api/v1/streams/" + id,
            "{\"modelId\": \"latest\", \"series\": [{\"id\": \"a\", \"values\": [1, 2, 3, 4, 5, 6, 7]}]}"
                .getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/json");
    assertThat(put.status()).as(put.text()).isEqualTo(201);
  }

  private static Answer observe(Service service, String id) {
    return service.postJson(
        "/api/v1/streams/" + id + "/observations", "{\"seriesId\": \"a\", \"step\": 7, \"value\": 8}");
  }

  @Test
  void damageIsToldAndEverythingElseWorks() throws Exception {
    String damagedDataset;
    String whole;
    String model;
    try (Service service = new Service(data)) {
      damagedDataset = Jobflow.dataset(service, 5);
      whole = Jobflow.dataset(service, 6);
      model = Jobflow.model(service, Jobflow.small(damagedDataset, "\"epochs\": 1"));
      Jobflow.model(service, Jobflow.small(whole, "\"epochs\": 1"));
      stream(service, "damaged");
      stream(service, "whole");
      JsonNode report = verified(service);
      assertThat(report.get("damaged").longValue()).isZero();
      assertThat(report.get("rows").longValue()).isGreaterThan(20);
      assertThat(report.get("bytes").longValue()).isGreaterThan(5 * 51 * Double.BYTES);

      JdbcClient database = service.bean(JdbcClient.class);
      damage(database, "series_block", "bytes", "dataset_id = '" + damagedDataset + "'");
      damage(database, "model", "weights", "id = '" + model.replaceFirst(".*/", "") + "'");
      damage(database, "stream_series", "steps", "stream_id = 'damaged'");
      database
          .sql("update job set progress = replace(progress, '1', '2') where dataset_id = ?")
          .param(damagedDataset)
          .update();
    }
    try (Service service = new Service(data)) {
      JsonNode report = verified(service);
      assertThat(report.get("damaged").longValue()).as(report.toString()).isEqualTo(4);
      assertThat(report.get("damagedRows").valueStream().map(row -> row.get("table").stringValue()))
          .containsExactlyInAnyOrder("series_block", "model", "stream_series", "job");
      assertThat(report.toString())
          .contains("dataset_id=" + damagedDataset + ", number=0")
          .contains("the checksum of progress does not match");
      assertThat(service.get("/actuator/prometheus").text())
          .containsPattern("rondo_damaged_rows\\S* 4");
      assertThat(service.get("/actuator/health").json().get("status").stringValue())
          .isEqualTo("DAMAGED");
      assertThat(service.get("/actuator/health").status()).isEqualTo(200);
      assertThat(service.get("/actuator/health/readiness").status()).isEqualTo(200);

      unreadable(service.get("/api/v1/datasets/" + damagedDataset + "/series/series-00000"));
      unreadable(
          service.postJson(
              model + "/predictions", "{\"dataset\": {\"id\": \"" + whole + "\"}}"));
      unreadable(observe(service, "damaged"));
      assertThat(service.get("/actuator/prometheus").text())
          .containsPattern("rondo_unreadable_rows_total\\S* [3-9]");

      assertThat(service.get("/api/v1/datasets/" + whole + "/series/series-00000").status())
          .isEqualTo(200);
      assertThat(
              service
                  .postJson(
                      "/api/v1/models/latest/predictions",
                      "{\"dataset\": {\"id\": \"" + whole + "\"}}")
                  .status())
          .isEqualTo(200);
      assertThat(observe(service, "whole").status()).isEqualTo(200);
    }
  }

  private static void unreadable(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(500);
    assertThat(answer.json().get("type").stringValue()).isEqualTo("/problems/unreadable-row");
  }

  /// Fails for a table with bytes and without their checksum.
  @Test
  void allStoredBytesHaveAChecksum() throws SQLException, IOException {
    DataSource file = FileDatabase.in(data).dataSource();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      for (DataSource database : List.of(file, postgres.getPostgresDatabase())) {
        Migrations.migrate(database, null);
        try (Connection connection = database.getConnection()) {
          assertThat(StoredTables.of(connection))
              .filteredOn(StoredTable::hasBytes)
              .filteredOn(table -> !table.name().equals(UNUSED_BYTES))
              .isNotEmpty()
              .allMatch(table ->
                  table.columns().stream().anyMatch(column -> column.name().equals("checksum"))
                      && table.columns().stream()
                              .filter(column -> column.type() == ColumnType.BYTES)
                              .count()
                          == 1);
        }
      }
    }
  }
}
