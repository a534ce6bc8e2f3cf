package dev.rondo.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.rondo.server.Service;
import dev.rondo.server.prometheus.FakePrometheus;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Every code block of the README and of `docs` does what its page says. The word behind the language tells what a block is:
///
/// - `bash`, `python`: runs, in order with the others of its page, in one shell; an answer with an error status ends it
/// - `json answer`, `text answer`: what the block before prints; `...` stands for what is left out, and `figures vary` says that the
///   decimals depend on the machine
/// - `json body of POST /path`: a body that the API description allows
/// - `not-run: reason`: neither; [#NOT_RUN] lists these
/// - `text`, `math`: drawings and formulas, no code
class DocumentationCodeTest {
  private static final Set<String> NO_CODE = Set.of("text", "math");

  /// `ClientRunsTest` runs the blocks of this page.
  private static final Path CLIENTS = Path.of("docs", "how-to", "clients.md");

  /// Every block that is not run, as `page: reason`.
  private static final Set<String> NOT_RUN =
      Set.of(
          "README.md: builds and starts the service",
          "README.md: starts a container",
          "docs/quick-start.md: builds and starts the service",
          "docs/accuracy.md: takes hours, on data that are not part of the repository",
          "docs/configuration.md: needs a PostgreSQL server",
          "docs/container-without-engine.md: builds an image as root",
          "docs/how-to/backup.md: a unit of systemd",
          "docs/how-to/backup.md: needs another machine",
          "docs/how-to/backup.md: needs a PostgreSQL server",
          "docs/how-to/backup.md: starts a service",
          "docs/how-to/clients.md: a test of the clients runs the examples",
          "docs/how-to/https.md: a configuration of nginx",
          "docs/how-to/https.md: settings of a service behind a proxy",
          "docs/how-to/https.md: settings of a service with a certificate",
          "docs/how-to/https.md: starts a service",
          "docs/how-to/keys.md: starts a service",
          "docs/how-to/keys.md: needs an OpenID provider",
          "docs/how-to/keys.md: a configuration of Prometheus",
          "docs/how-to/prometheus.md: a setting of the service",
          "docs/how-to/replicas.md: needs a PostgreSQL server",
          "docs/how-to/prometheus.md: a configuration of Prometheus",
          "docs/operations.md: a unit of systemd",
          "docs/operations.md: starts a container",
          "docs/operations.md: needs a stopped service");

  /// The blocks of this page call a service that asks for keys.
  private static final Path KEYS = Path.of("docs", "how-to", "keys.md");

  private static final Path PYTHON = Path.of("clients", "python").toAbsolutePath();
  private static final String BEGIN =
      """
      set -euo pipefail
      curl() { command curl --fail-with-body "$@"; }
      # The classes under test instead of a jar.
      java() {
        local options=()
        while [[ $1 != -jar ]]; do options+=("$1"); shift; done
        "$JAVA" "${options[@]}" -cp "$CLASSES" dev.rondo.Application "${@:3}"
      }
      """;
  private static final String END_OF_BLOCK = "\u0001end of block\u0001";

  private static FakePrometheus prometheus;
  private static Service service;

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    prometheus = FakePrometheus.waves("{\"job\":\"api\"}", "{\"job\":\"web\"}");
    service =
        new Service(
            Service.temporaryDirectory(),
            "rondo.prometheus.servers=" + prometheus.url(),
            "rondo.webhooks.hosts=127.0.0.1:9000");
  }

  @AfterAll
  static void end() {
    service.close();
    prometheus.close();
  }

  static List<Path> pages() {
    try (Stream<Path> files = Files.walk(Path.of("docs"))) {
      return Stream.concat(
              Stream.of(Path.of("README.md"), Path.of("bench", "README.md")),
              files.filter(file -> file.toString().endsWith(".md")).sorted())
          .filter(page -> !CodeBlock.of(page).isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyBlockIsRunComparedOrJustified() {
    Set<String> notRun = new HashSet<>();
    for (Path page : pages()) {
      for (CodeBlock block : CodeBlock.of(page)) {
        String place = page + ":" + block.line();
        if (!block.reason().isEmpty()) notRun.add(page + ": " + block.reason());
        else
          assertThat(isKnown(page, block))
              .as("%s is '%s %s'", place, block.language(), block.role())
              .isTrue();
      }
    }
    assertThat(notRun).containsExactlyInAnyOrderElementsOf(NOT_RUN);
  }

  private static boolean isKnown(Path page, CodeBlock block) {
    return block.isRun()
        || (page.equals(CLIENTS) && block.language().equals("ts"))
        || (block.isAnswer() && Set.of("json", "text").contains(block.language()))
        || (block.role().startsWith("body of ") && block.language().equals("json"))
        || (block.role().isEmpty() && NO_CODE.contains(block.language()));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyBlockDoesWhatItSays(Path page) throws Exception {
    for (String program : List.of("bash", "curl", "awk", "python3"))
      Assumptions.assumeTrue(installed(program), program + " is not installed");
    List<CodeBlock> blocks = CodeBlock.of(page);
    if (page.equals(CLIENTS)) return;
    List<String> outputs = run(page, blocks.stream().filter(CodeBlock::isRun).toList());
    int ran = 0;
    for (CodeBlock block : blocks) {
      if (block.isRun()) ran++;
      if (block.isAnswer()) {
        String output = ran == 0 ? "" : outputs.get(ran - 1);
        Optional<String> difference =
            block.language().equals("json")
                ? ShownJson.difference(block.text(), output, block.varies())
                : ShownText.difference(block.text(), output, block.varies());
        assertThat(difference).as("%s:%d", page, block.line()).isEmpty();
      }
      if (block.role().startsWith("body of ")) checkBody(page, block);
    }
  }

  /// What each block prints.
  private List<String> run(Path page, List<CodeBlock> blocks) throws Exception {
    if (blocks.isEmpty()) return List.of();
    if (!page.equals(KEYS)) return run(page, blocks, service);
    try (Service closed =
        new Service(
            Service.temporaryDirectory(),
            "rondo.authentication=required",
            "rondo.admin-key=choose-a-long-secret-text")) {
      return run(page, blocks, closed);
    }
  }

  private List<String> run(Path page, List<CodeBlock> blocks, Service called) throws Exception {
    StringBuilder script = new StringBuilder(BEGIN);
    for (CodeBlock block : blocks)
      script.append(block.script()).append("printf '").append(END_OF_BLOCK).append("'\n");
    Path output = directory.resolve("output");
    Path errors = directory.resolve("errors");
    ProcessBuilder builder =
        new ProcessBuilder(
                "bash",
                "-c",
                script
                    .toString()
                    .replace("http://localhost:8080", called.root().toString())
                    .replace("http://localhost:9090", prometheus.url()),
                page.toString())
            .directory(Files.createDirectory(directory.resolve("work")).toFile())
            .redirectError(errors.toFile())
            .redirectOutput(output.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("PYTHONPATH", PYTHON.toString());
    environment.put("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    environment.put("CLASSES", classes());
    Process shell = builder.start();
    boolean ended = shell.waitFor(5, TimeUnit.MINUTES);
    shell.destroyForcibly();
    String said =
        Files.readString(output)
            .replace(called.root().toString(), "http://localhost:8080")
            .replace(prometheus.url(), "http://localhost:9090");
    assertThat(ended && shell.exitValue() == 0)
        .as("%s ends with success\n%s\n%s", page, said, Files.readString(errors))
        .isTrue();
    return List.of(said.split(END_OF_BLOCK, -1)).subList(0, blocks.size());
  }

  private static String classes() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(path -> Path.of(path).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// Checks a body against the schema of its operation.
  private static void checkBody(Path page, CodeBlock block) {
    String[] operation = block.role().substring("body of ".length()).split(" ");
    JsonNode document = service.get("/v3/api-docs").json();
    JsonNode schema =
        document
            .get("paths")
            .path(operation[1])
            .path(operation[0].toLowerCase(Locale.ROOT))
            .at("/requestBody/content/application~1json/schema");
    assertThat(schema.isObject()).as("a schema for " + block.role()).isTrue();
    ObjectNode whole = ((ObjectNode) schema).deepCopy();
    whole.set("components", document.get("components"));
    var compiled =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(whole);
    for (JsonNode body : ShownJson.documents(block.text()))
      assertThat(compiled.validate(body)).as("%s:%d", page, block.line()).isEmpty();
  }

  @Test
  void differencesAreFound() {
    assertThat(ShownJson.difference("{\"a\": 1.2, ...}", "{\"a\":1.24,\"b\":2}", false)).isEmpty();
    assertThat(ShownJson.difference("{\"a\": 1.2, ...}", "{\"a\":1.26}", false)).isPresent();
    assertThat(ShownJson.difference("{\"a\": 1.2, ...}", "{\"a\":7.5}", true)).isEmpty();
    assertThat(ShownJson.difference("{\"a\": 1.2}", "{\"a\":1.2,\"b\":2}", false)).isPresent();
    assertThat(ShownJson.difference("{\"a\": \"x...\"}", "{\"c\":[{\"a\":\"xyz\"}]}", false))
        .isEmpty();
    assertThat(ShownJson.difference("{\"a\": \"x...\"}", "{\"a\":\"yx\"}", false)).isPresent();
    assertThat(ShownJson.difference("{\"a\": [..., 3]}", "{\"a\":[1,2,3]}", false)).isEmpty();
    assertThat(ShownJson.difference("{\"a\": [1, 3]}", "{\"a\":[1,2,3]}", false)).isPresent();
    assertThat(ShownText.difference("a 0.52\n...\nz", "a 0.5188\nb\nc\nz", false)).isEmpty();
    assertThat(ShownText.difference("a 0.52", "a 0.5088", false)).isPresent();
    assertThat(ShownText.difference("a 0.52", "a 0.52\nb", false)).isPresent();
  }

  private static boolean installed(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
