package dev.rondo.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.engine.Fingerprints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Processors with narrower or wider vectors give the same bits. Each width runs in its own JVM, because the width is fixed when
/// the kernels are loaded.
class WidthTest {
  @ParameterizedTest
  @ValueSource(ints = {4, 8, 16})
  void everyWidthGivesTheBitsOfThePlainLoops(int lanes) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-Drondo.lanes=" + lanes,
                "-cp",
                System.getProperty("java.class.path"),
                Fingerprints.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(printed)
        .isEqualTo("vector, " + lanes + " lanes\n" + Fingerprints.of(Kernels.scalar()));
  }
}
