package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.Application;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A process of the service that ends at its start.
final class RefusedStart {
  private RefusedStart() {}

  /// What the process prints. It must end with status 1 and show no stack trace.
  ///
  /// @param settings as `name=value`
  static String output(String... settings) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // It ends before the better compiler is worth its time.
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Application.class.getName(),
                "--server.port=0"));
    for (String setting : settings) command.add("--" + setting);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      // A service that starts would print nothing more and run on.
      Thread.ofVirtual().start(() -> endLater(process));
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isEqualTo(1);
      assertThat(output).doesNotContain("\tat ");
      return output;
    } finally {
      process.destroyForcibly();
    }
  }

  private static void endLater(Process process) {
    try {
      if (!process.waitFor(3, TimeUnit.MINUTES)) process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
