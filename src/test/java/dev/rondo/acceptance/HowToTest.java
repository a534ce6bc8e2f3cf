package dev.rondo.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.prometheus.FakePrometheus;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs the `bash` blocks of each how-to, in order, in one shell; an answer with an error status ends it.
class HowToTest {
  private static final Path PAGES = Path.of("docs", "how-to");
  private static final Pattern BLOCK =
      Pattern.compile("^```bash\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final String BEGIN =
      """
      set -euo pipefail
      curl() { command curl --fail-with-body "$@"; }
      rondo() { "$RONDO_JAVA" --add-modules=jdk.incubator.vector -cp "$RONDO_CLASSES" dev.rondo.Application "$@"; }
      """;

  @TempDir Path data;
  @TempDir Path directory;

  static List<Path> pages() throws IOException {
    try (Stream<Path> pages = Files.list(PAGES)) {
      return pages.filter(HowToTest::hasBlocks).sorted().toList();
    }
  }

  private static boolean hasBlocks(Path page) {
    try {
      return page.toString().endsWith(".md") && BLOCK.matcher(Files.readString(page)).find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyBlockWorks(Path page) throws Exception {
    for (String program : List.of("bash", "curl", "awk"))
      Assumptions.assumeTrue(installed(program), program + " is not installed");
    try (FakePrometheus prometheus =
            FakePrometheus.waves("{\"job\":\"api\"}", "{\"job\":\"web\"}");
        Service service = new Service(data, "rondo.prometheus.servers=" + prometheus.url())) {
      String script =
          BEGIN
              + blocks(page)
                  .replace("http://localhost:8080", service.root().toString())
                  .replace("http://localhost:9090", prometheus.url());
      Path output = directory.resolve("output");
      ProcessBuilder builder =
          new ProcessBuilder("bash", "-c", script, page.toString())
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().put("RONDO_CLASSES", classPath());
      builder
          .environment()
          .put("RONDO_JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
      Process shell = builder.start();
      boolean ended = shell.waitFor(5, TimeUnit.MINUTES);
      shell.destroyForcibly();
      String said = Files.readString(output);
      assertThat(ended).as(said).isTrue();
      assertThat(shell.exitValue()).as(said).isZero();
    }
  }

  /// The class path of this test, for another directory.
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String blocks(Path page) throws IOException {
    StringBuilder script = new StringBuilder();
    Matcher block = BLOCK.matcher(Files.readString(page));
    while (block.find()) script.append(block.group(1));
    return script.toString();
  }

  private static boolean installed(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
