package dev.rondo.server.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.server.FileDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands find the database that the service would use.
class ConfiguredDatabaseTest {
  @TempDir Path data;

  @Test
  void theDefaultIsTheFileOfTheDataDirectory() {
    ConfiguredDatabase read = ConfiguredDatabase.read("--rondo.data-directory=" + data);
    assertThat(read.file()).isEqualTo(FileDatabase.in(data));
    assertThatThrownBy(read::existing)
        .isInstanceOf(BackupException.class)
        .hasMessageContaining(data.resolve("rondo.mv.db").toString());
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void anotherDatabaseIsFoundByItsProperties() {
    ConfiguredDatabase read =
        ConfiguredDatabase.read(
            "--spring.datasource.url=jdbc:postgresql://db/rondo?sslmode=require",
            "--spring.datasource.username=u");
    assertThat(read.file()).isNull();
    assertThat(read.name()).isEqualTo("jdbc:postgresql://db/rondo");
  }
}
