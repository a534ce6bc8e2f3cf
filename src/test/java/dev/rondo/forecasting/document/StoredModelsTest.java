package dev.rondo.forecasting.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.ServedModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Model files of each format, as the versions of that time wrote them, are read and give the forecasts that were recorded beside them.
class StoredModelsTest {
  private static final Path RESOURCES = Path.of("src", "test", "resources");

  /// Writes the files of the present format, once, from those of the format before.
  @BeforeAll
  static void writeMissing() throws IOException {
    if (!Boolean.getBoolean("models.write")) return;
    int present = ModelFile.DESCRIPTION.number();
    Path directory = RESOURCES.resolve("models").resolve("format-" + present);
    if (Files.exists(directory)) return;
    Files.createDirectories(directory);
    try (Stream<Path> before = Files.list(directory.resolveSibling("format-" + (present - 1)))) {
      for (Path file : before.toList()) {
        Path written = directory.resolve(file.getFileName().toString());
        if (!file.toString().endsWith(".rondo")) {
          Files.copy(file, written);
          continue;
        }
        try (InputStream in = Files.newInputStream(file);
            OutputStream out = Files.newOutputStream(written)) {
          ModelFile.write(ModelFile.read(in), out);
        }
      }
    }
  }

  static List<Path> files() throws IOException {
    try (Stream<Path> first = Files.list(RESOURCES.resolve("format-1").resolve("models"));
        Stream<Path> later = Files.walk(RESOURCES.resolve("models"))) {
      return Stream.concat(first, later)
          .filter(file -> file.toString().endsWith(".rondo"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void forecastsWhatWasRecorded(Path file) throws IOException {
    Path beside = Path.of(file.toString().replace(".rondo", ".txt"));
    List<String> recorded = Files.readAllLines(beside);
    ServedModel model;
    try (InputStream in = Files.newInputStream(file)) {
      model = ServedModel.of(ModelFile.read(in));
    }
    int horizon = model.model().description().method().horizon();
    List<Forecast> forecasts =
        model.forecast(ForecastFromFile.histories(recorded), horizon, List.of());
    List<double[]> means =
        recorded.stream()
            .filter(line -> line.startsWith("mean "))
            .map(ForecastFromFile::numbers)
            .toList();
    assertThat(forecasts).hasSameSizeAs(means).isNotEmpty();
    for (int i = 0; i < means.size(); i++) {
      double[] expected = means.get(i);
      double[] mean = forecasts.get(i).mean();
      assertThat(mean).hasSameSizeAs(expected);
      for (int h = 0; h < expected.length; h++)
        assertThat(mean[h]).isCloseTo(expected[h], within(1e-9 * Math.abs(expected[h])));
    }
  }

  /// Whoever adds a format adds its files with `-Dmodels.write=true`. They are never written again.
  @Test
  void everyFormatHasAFile() throws IOException {
    List<String> files = files().stream().map(Path::toString).toList();
    assertThat(IntStream.rangeClosed(1, ModelFile.DESCRIPTION.number()))
        .allMatch(format -> files.stream().anyMatch(file -> file.contains("format-" + format)));
  }
}
