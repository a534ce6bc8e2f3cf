package dev.rondo.server.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.server.FileDatabase;
import dev.rondo.server.Migrations;
import dev.rondo.server.OnPostgres;
import dev.rondo.server.Service;
import dev.rondo.server.identity.Closed;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Nothing that users stored is replaced without their word; what services write by themselves is.
class EmptyDatabaseTest {
  @TempDir Path data;
  @TempDir Path other;

  private DataSource source;

  @BeforeEach
  void source() throws SQLException {
    source = FileDatabase.in(other).dataSource();
    Migrations.migrate(source, null);
  }

  private DataSource database() {
    return FileDatabase.in(data).dataSource();
  }

  private void restore(Path directory) throws IOException, SQLException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Backup.write(source, Clock.systemUTC(), out, Progress.NONE);
    Restore.intoFile(directory, new ByteArrayInputStream(out.toByteArray()), false, Progress.NONE);
  }

  private void isKept(DataSource database) throws IOException, SQLException {
    List<TableContent> before = Contents.of(database);
    assertThatThrownBy(() -> restore(data))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("has data");
    assertThatThrownBy(() -> Move.run(source, database, Progress.NONE))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("has data");
    assertThat(Contents.of(database)).isEqualTo(before);
  }

  @Test
  void whatAFreshServiceWritesIsReplaced() throws Exception {
    try (Service service = new Service(data, "rondo.authentication=required")) {
      assertThat(
              service
                  .bean(JdbcClient.class)
                  .sql("select count(*) from api_key")
                  .query(Integer.class)
                  .single())
          .isEqualTo(1);
    }
    try (Closed closed = new Closed(data)) {
      String key = "{\"key\": \"%s\"}".formatted(Closed.ADMIN);
      assertThat(closed.send("", "POST", "/api/v1/session", key).status()).isEqualTo(200);
      assertThat(closed.send(Closed.ADMIN, "POST", "/api/v1/maintenance/backups", "").status())
          .isEqualTo(200);
      assertThat(closed.get(Closed.ADMIN, "/api/v1/audit").json().get("items")).hasSize(2);
    }
    restore(data);
    assertThat(
            JdbcClient.create(database())
                .sql("select count(*) from api_key")
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void whatAFreshServiceWritesToPostgresqlIsReplaced() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      DataSource database = postgres.getPostgresDatabase();
      try (Service _ =
          new Service(data, OnPostgres.settings(postgres, "rondo.authentication=required"))) {
        assertThat(Contents.of(database).toString()).contains("table=api_key, rows=1");
      }
      Move.run(source, database, Progress.NONE);
      assertThat(Contents.of(database)).isEqualTo(Contents.of(source));
    }
  }

  @Test
  void aWebhookIsKept() throws Exception {
    try (Service service = new Service(data, "rondo.webhooks.hosts=127.0.0.1")) {
      assertThat(
              service.postJson("/api/v1/webhooks", "{\"url\": \"http://127.0.0.1:1/\"}").status())
          .isEqualTo(201);
    }
    JdbcClient.create(database()).sql("delete from audit_entry").update();
    isKept(database());
  }

  @Test
  void aKeyIsKept() throws Exception {
    try (Closed closed = new Closed(data)) {
      closed.key("billing", "reader", List.of(), "");
    }
    JdbcClient.create(database()).sql("delete from audit_entry").update();
    isKept(database());
  }

  @Test
  void aProjectIsKept() throws Exception {
    try (Closed closed = new Closed(data)) {
      closed.projects("energy");
    }
    JdbcClient.create(database()).sql("delete from audit_entry").update();
    isKept(database());
  }

  /// Finds the tables that later migrations add.
  @Test
  void aRowOfAnyTableIsKeptUnlessItIsNotOfUsers() throws Exception {
    Set<String> replaced = new TreeSet<>();
    byte[] fresh = Files.readAllBytes(FileDatabase.in(other).file());
    try (Connection connection = source.getConnection()) {
      for (StoredTable table : StoredTables.of(connection)) {
        Path directory = Files.createDirectory(data.resolve(table.name()));
        Files.write(FileDatabase.in(directory).file(), fresh);
        DataSource database = FileDatabase.in(directory).dataSource();
        FilledTables.fillOne(database, table.name());
        try (Connection filled = database.getConnection()) {
          if (StoredTables.empty(filled)) replaced.add(table.name());
        }
      }
    }
    assertThat(replaced).containsExactly("creation", "scheduled_tasks", "verification");
  }
}
