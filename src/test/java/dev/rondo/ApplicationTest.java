package dev.rondo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.rondo.commandline.Run;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationTest {
  private static final long PATIENCE_SECONDS = 180;

  /// How the virtual machine ends after SIGTERM; after SIGINT it is 130.
  private static final int TERMINATED = 143;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "'', true",
    "serve, true",
    "serve --server.port=9090, true",
    "--server.port=9090, true",
    "--rondo.cores=1 --debug, true",
    "--spring.profiles.active=x, true",
    "serve --help, false",
    "--help, false",
    "-V, false",
    "forecast load.csv, false",
    "forecast --server http://localhost:8080 load.csv, false",
    "forcast, false"
  })
  void startsTheServiceUnlessACommandIsGiven(String arguments, boolean service) {
    List<String> all = arguments.isEmpty() ? List.of() : List.of(arguments.split(" "));
    assertThat(Application.isService(all)).isEqualTo(service);
  }

  /// Nothing of Spring may write into a result, and no module of the machine may be needed.
  @Test
  void aCommandPrintsItsResultOnly() throws IOException, InterruptedException {
    Path table = Files.writeString(folder.resolve("sales.csv"), Run.months(30));
    Process process = start("forecast", "-", "--horizon=2", "--csv", "--quiet");
    process.getOutputStream().write(Files.readAllBytes(table));
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    String err = Files.readString(folder.resolve("err"));
    assertThat(process.exitValue()).as(err).isZero();
    assertThat(out.lines()).hasSize(3);
    assertThat(out).startsWith("seriesId,").contains("2017-08-01T00:00:00Z");
    assertThat(err).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"forecast", "train"})
  void anInterruptedCommandEndsCleanly(String command) throws IOException, InterruptedException {
    Path table = Files.writeString(folder.resolve("sales.csv"), Run.months(1000));
    Path output = folder.resolve("out.csv");
    Process process =
        start(command, table.toString(), "--max-duration=10m", "-o", output.toString());
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.readString(folder.resolve("err")).contains("fitting")) {
      assertThat(process.isAlive() && System.nanoTime() < patience).isTrue();
      Thread.sleep(50);
    }
    process.destroy(); // as Ctrl-C, which a shell may have told its background processes to ignore
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(TERMINATED);
    assertThat(Files.readString(folder.resolve("err"))).doesNotContain("Exception");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("sales.csv", "err");
    }
  }

  @Test
  void anInterruptedBackupLeavesNoFile() throws IOException, InterruptedException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(1);
          exchange.getResponseBody().flush();
        });
    server.start();
    try {
      Path part = folder.resolve("rondo.zip.part");
      Process process =
          start(
              "backup",
              folder.resolve("rondo.zip").toString(),
              "--server",
              "http://127.0.0.1:" + server.getAddress().getPort());
      long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (!Files.exists(part) || Files.size(part) == 0) {
        assertThat(process.isAlive() && System.nanoTime() < patience).isTrue();
        Thread.sleep(50);
      }
      process.destroy();
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(part).doesNotExist();
    } finally {
      server.stop(0);
    }
  }

  private Process start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Application.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(folder.resolve("err").toFile()).start();
  }
}
