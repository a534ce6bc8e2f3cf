package dev.rondo.forecasting.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The classes in the jar with the classifier `engine` and the libraries that they use are enough to read a model file and
/// forecast in a separate JVM.
class EngineJarTest {
  private static final List<String> LIBRARIES =
      List.of("ejml-", "fastcsv-", "fastdoubleparser-", "jackson-", "jspecify-");

  @TempDir Path directory;

  /// Packed as in the build.
  private Path jar() throws IOException {
    Path classes = Path.of("target/classes");
    Path jar = directory.resolve("engine.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String circle : List.of("dev/rondo/engine", "dev/rondo/forecasting")) {
        try (Stream<Path> files = Files.walk(classes.resolve(circle))) {
          for (Path file : files.filter(Files::isRegularFile).toList())
            add(out, classes.relativize(file).toString(), file);
        }
      }
      String program = ForecastFromFile.class.getName().replace('.', '/') + ".class";
      add(out, program, Path.of("target/test-classes", program));
    }
    return jar;
  }

  private static void add(JarOutputStream out, String name, Path file) throws IOException {
    out.putNextEntry(new JarEntry(name.replace(File.separatorChar, '/')));
    out.write(Files.readAllBytes(file));
  }

  private static List<String> libraries() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(path -> {
          String name = Path.of(path).getFileName().toString();
          return LIBRARIES.stream().anyMatch(name::startsWith);
        })
        .toList();
  }

  private static Path resource(String name) throws Exception {
    return Path.of(
        Objects.requireNonNull(EngineJarTest.class.getResource("/format-1/models/" + name), name)
            .toURI());
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "lstm-seq2seq", "gru-encoder-decoder", "gru-vec2seq"})
  void forecastsWhatWasRecorded(String model) throws Exception {
    List<String> classPath = new ArrayList<>(libraries());
    classPath.addFirst(jar().toString());
    Path expected = resource(model + ".txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                String.join(File.pathSeparator, classPath),
                ForecastFromFile.class.getName(),
                resource(model + ".rondo").toString(),
                expected.toString())
            .redirectError(directory.resolve("errors").toFile())
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Files.readString(directory.resolve("errors"))).isZero();
    List<String> means =
        Files.readAllLines(expected).stream().filter(line -> line.startsWith("mean ")).toList();
    List<String> lines = output.lines().toList();
    assertThat(lines).hasSameSizeAs(means);
    for (int i = 0; i < lines.size(); i++) {
      double[] recorded = ForecastFromFile.numbers(means.get(i));
      double[] printed =
          ForecastFromFile.numbers("mean " + lines.get(i).replaceAll("[\\[\\],]", ""));
      assertThat(printed).hasSameSizeAs(recorded);
      for (int h = 0; h < recorded.length; h++)
        assertThat(printed[h]).isCloseTo(recorded[h], within(1e-9 * Math.abs(recorded[h])));
    }
  }
}
