package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Running out of memory ends the process, however it was started.
class OutOfMemoryTest {
  private static final String OPTION = "-XX:+ExitOnOutOfMemoryError";

  private static String property(String pom, String name) {
    Matcher value = Pattern.compile("<" + name + ">(.*?)</" + name + ">").matcher(pom);
    assertThat(value.find()).as(name).isTrue();
    return value.group(1);
  }

  /// The Java options of `spring-boot:run`.
  private static List<String> options() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    List<String> options = new ArrayList<>();
    for (String part : property(pom, "jvmArguments").split(" ", -1))
      options.add(
          part.startsWith("${") ? property(pom, part.substring(2, part.length() - 1)) : part);
    return options;
  }

  @Test
  @Timeout(120)
  void endsTheProcess() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options());
    command.addAll(List.of("-Xmx24m", "-cp", "target/test-classes", HeapFiller.class.getName()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(3);
    } finally {
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "Dockerfile",
        "docs/operations.md",
        "docs/container-without-engine.md"
      })
  void everyCommandThatStartsTheServiceHasTheOption(String file) throws IOException {
    // A backslash at the end of a line continues the command.
    String text = Files.readString(Path.of(file)).replaceAll("\\\\\n", " ");
    assertThat(
            text.lines()
                .filter(line -> line.contains("jdk.incubator.vector") && line.contains("-jar"))
                // This command writes the cache of the image and ends.
                .filter(line -> !line.contains("AOTCacheOutput")))
        .isNotEmpty()
        .allMatch(line -> line.contains(OPTION));
  }

  @Test
  void theOptionIsDocumented() throws IOException {
    assertThat(options()).contains(OPTION);
    assertThat(Files.readString(Path.of("docs/configuration.md"))).contains(OPTION);
  }
}
