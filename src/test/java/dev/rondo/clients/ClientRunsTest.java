package dev.rondo.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs the clients in Python and TypeScript: their examples with a real service, and checks of their behaviour with an
/// unreliable one.
class ClientRunsTest {
  private static final Path PYTHON = Path.of("clients", "python").toAbsolutePath();
  private static final Path TYPESCRIPT = Path.of("clients", "typescript").toAbsolutePath();
  private static final Path CHECKS =
      Path.of("src", "test", "resources", "clients").toAbsolutePath();

  @TempDir Path data;
  @TempDir Path directory;

  @Test
  void thePythonExampleWorks() throws Exception {
    Program.require("python3");
    try (Service service = new Service(data)) {
      assertExample(python(PYTHON.resolve("example.py"), service.root().toString()));
    }
  }

  @Test
  void theTypeScriptExampleWorks() throws Exception {
    Program.require("node");
    Path compiled = compiled();
    try (Service service = new Service(data)) {
      assertExample(node(compiled.resolve("example.js"), service.root().toString()));
    }
  }

  @Test
  void theHowToForPythonWorks() throws Exception {
    Program.require("python3");
    Path program = directory.resolve("howto.py");
    try (Service service = new Service(data)) {
      Files.writeString(program, blocks("python", service));
      assertThat(python(program, service.root().toString())).contains("/horizon horizon must be");
    }
  }

  @Test
  void theHowToForTypeScriptWorks() throws Exception {
    Program.require("node");
    try (Service service = new Service(data)) {
      Path program = Files.createDirectory(directory.resolve("project")).resolve("howto.ts");
      Files.writeString(program, blocks("ts", service));
      assertThat(node(compiled().resolve("howto.js"), service.root().toString()))
          .contains("400 /horizon");
    }
  }

  private static String blocks(String language, Service service) throws IOException {
    Pattern block = Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$");
    return block
        .matcher(Files.readString(Path.of("docs", "how-to", "clients.md")))
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.joining("\n"))
        .replace("http://localhost:8080", service.root().toString());
  }

  private static void assertExample(String output) {
    assertThat(output)
        .contains("load.csv")
        .contains("the best baseline is")
        .contains("expected", "colder")
        .contains("the last is succeeded")
        .contains("Total params: 929")
        .contains("seasonal-naive")
        .contains("24 rows added, version 2")
        .contains("2 datasets")
        .contains("/horizon");
  }

  @Test
  void thePythonClientWithstandsFaults() throws Exception {
    Program.require("python3");
    try (UnreliableService service = new UnreliableService()) {
      assertThat(python(CHECKS.resolve("faults.py"), service.url())).contains("all checked");
      assertRequests(service);
    }
  }

  @Test
  void theTypeScriptClientWithstandsFaults() throws Exception {
    Program.require("node");
    Path compiled = compiled();
    try (UnreliableService service = new UnreliableService()) {
      assertThat(node(compiled.resolve("faults.js"), service.url())).contains("all checked");
      assertRequests(service);
    }
  }

  private static void assertRequests(UnreliableService service) {
    assertThat(service.calls("/datasets/busy")).isEqualTo(2);
    assertThat(service.calls("/training-jobs/j/cancel")).isEqualTo(1);
    assertThat(service.calls("/models/other")).isZero();
    assertThat(service.calls("/training-jobs/j/events")).isEqualTo(4);
    assertThat(service.keys()).hasSize(2).doesNotContainNull();
    assertThat(service.keys().stream().distinct()).hasSize(1);
  }

  @Test
  void theTypesOfThePythonClientFit() throws Exception {
    Program.require("mypy");
    Program.run(
        directory.resolve("mypy.txt"),
        Map.of("MYPY_CACHE_DIR", directory.resolve("cache").toString()),
        List.of("mypy", "--strict", "--no-warn-return-any", PYTHON.toString()));
  }

  private String python(Path program, String url) throws IOException, InterruptedException {
    return Program.run(
        directory.resolve("python.txt"),
        Map.of("PYTHONPATH", PYTHON.toString(), "PYTHONDONTWRITEBYTECODE", "1", "RONDO_URL", url),
        List.of("python3", "-W", "error", program.toString()));
  }

  private String node(Path program, String url) throws IOException, InterruptedException {
    return Program.run(
        directory.resolve("node.txt"),
        Map.of("RONDO_URL", url),
        List.of("node", program.toString()));
  }

  private Path compiled() throws IOException, URISyntaxException, InterruptedException {
    Path project = Files.createDirectories(directory.resolve("project"));
    for (Path folder : List.of(TYPESCRIPT, CHECKS)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(ClientRunsTest::isOfTypeScript).toList())
          Files.copy(file, project.resolve(file.getFileName()));
      }
    }
    Path output = directory.resolve("compiled");
    TypeScriptCompiler.unpacked(Files.createDirectory(directory.resolve("compiler")))
        .compile(project, output);
    return output;
  }

  private static boolean isOfTypeScript(Path file) {
    return file.toString().endsWith(".ts") || file.endsWith("tsconfig.json");
  }
}
