package dev.rondo.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.server.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A service whose update of the tables ends half-way, on H2, which commits each statement that changes tables.
@Timeout(180)
class KilledUpdateTest {
  private static final String ALONE = "spring.flyway.locations=classpath:db/migration";
  private static final String KILL =
      """
      create table half (id integer);
      create alias kill_service as $$ void kill() { Runtime.getRuntime().halt(9); } $$;
      call kill_service();
      """;
  private static final String FAIL =
      """
      create table half (id integer);
      drop table no_such_table;
      """;

  private final Path data = Service.temporaryDirectory();

  @TempDir Path migrations;

  @BeforeEach
  void store() throws IOException {
    try (Service service = new Service(data)) {
      service.postJson("/api/v1/datasets", "{\"series\": [{\"id\": \"a\", \"values\": [1, 2]}]}");
    }
  }

  /// A setting with one more migration.
  private String with(String migration) throws IOException {
    Files.writeString(migrations.resolve("V999__next_version.sql"), migration);
    return ALONE + ",filesystem:" + migrations;
  }

  /// A service without the migration works on the data and leaves nothing else in the directory, and one with a complete migration too.
  private void works() throws IOException {
    for (String locations : List.of(ALONE, with("create table half (id integer);"))) {
      try (Service service = new Service(data, locations)) {
        assertThat(service.get("/api/v1/datasets").json().get("items")).hasSize(1);
      }
      assertThat(data.resolve("rondo-update.mv.db")).doesNotExist();
    }
  }

  @Test
  void killedInAMigrationItLeavesTheDataAsTheyWere() throws Exception {
    String setting = with(KILL);
    assertThatThrownBy(() -> new ServiceProcess(data, setting).close())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the service runs");
    assertThat(Files.readString(data.resolveSibling(data.getFileName() + ".log")))
        .contains("next version");
    works();
  }

  @Test
  void aMigrationThatFailsLeavesTheDataAsTheyWere() throws Exception {
    String setting = with(FAIL);
    assertThatThrownBy(() -> new Service(data, setting).close())
        .isInstanceOf(RuntimeException.class);
    works();
  }
}
