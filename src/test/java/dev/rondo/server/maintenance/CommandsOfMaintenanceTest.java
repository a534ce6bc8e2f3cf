package dev.rondo.server.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.FileDatabase;
import dev.rondo.server.Service;
import dev.rondo.server.job.Jobflow;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The commands `backup`, `restore`, `verify` and `migrate`.
class CommandsOfMaintenanceTest {
  @Command(name = "rondo")
  private static final class Program {}

  private record Said(int exitCode, String out, String err) {}

  @TempDir Path data;
  @TempDir Path other;

  private static Said run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = new CommandLine(new Program());
    MaintenanceConfiguration.commands().forEach(line::addSubcommand);
    int exitCode =
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    return new Said(exitCode, out.toString(), err.toString());
  }

  private static Said works(String... arguments) {
    Said said = run(arguments);
    assertThat(said.exitCode()).as(said.err()).isZero();
    return said;
  }

  @Test
  void backUpVerifyRestoreAndMigrate() throws Exception {
    String directory = "--rondo.data-directory=" + data;
    String file = other.resolve("online.zip").toString();
    try (Service service = new Service(data)) {
      Jobflow.dataset(service, 4);
      assertThat(works("backup", file, "--server", service.root().toString()).out())
          .containsPattern("dataset_series +4 rows  [0-9a-f]{64}");
      Said again = run("backup", file, "--server", service.root().toString());
      assertThat(again.exitCode()).isEqualTo(1);
      assertThat(again.err()).contains("exists already");
    }
    String offline = other.resolve("offline.zip").toString();
    String dataset =
        works("backup", offline, directory)
            .out()
            .lines()
            .filter(l -> l.contains("series_block"))
            .findFirst()
            .orElseThrow();
    assertThat(works("verify", file).out()).contains(dataset);
    assertThat(works("verify", directory).out()).containsPattern("^[1-9]\\d* rows .* 0 damaged");

    Path restored = other.resolve("restored");
    works("restore", file, "--rondo.data-directory=" + restored);
    assertThat(Contents.of(FileDatabase.in(restored).dataSource()).toString())
        .contains("table=dataset_series, rows=4");
    Said refused = run("restore", file, "--rondo.data-directory=" + restored);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("has data");
    works("restore", file, "--replace", "--rondo.data-directory=" + restored);

    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      String url = postgres.getJdbcUrl("postgres", "postgres");
      assertThat(works("migrate", "--to", url, "--user", "postgres", directory).out())
          .contains(dataset)
          .contains("All tables are equal");
      assertThat(run("migrate", "--to", url, "--user", "postgres", directory).err())
          .contains("has data");
      works(
          "backup",
          other.resolve("postgres.zip").toString(),
          "--spring.datasource.url=" + url,
          "--spring.datasource.username=postgres");
    }
  }

  @Test
  void damageIsToldWithAnExitCode() throws Exception {
    Path file = Files.writeString(other.resolve("bad.zip"), "no backup");
    Said said = run("verify", file.toString());
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err()).contains("not a readable backup");
    assertThat(
            run("backup", other.resolve("x.zip").toString(), "--rondo.data-directory=" + data)
                .err())
        .contains("there is no database");
    assertThat(other.resolve("x.zip")).doesNotExist();
    assertThat(run("restore", "nowhere.zip").err()).contains("no such file");
    assertThat(run("verify", "nowhere.zip").err()).contains("nowhere.zip: there is no such file");
  }
}
