package dev.rondo.forecasting.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.ServedModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Model files of each format, as the versions of that time wrote them, are read and give the forecasts that were recorded beside them.
class StoredModelsTest {
  private static final Path RESOURCES = Path.of("src", "test", "resources");

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

  /// Whoever adds a format adds a file of the one before, written by a version of that time.
  @Test
  void everyEarlierFormatHasAFile() throws IOException {
    List<String> files = files().stream().map(Path::toString).toList();
    assertThat(IntStream.range(1, ModelFile.DESCRIPTION.number()))
        .allMatch(format -> files.stream().anyMatch(file -> file.contains("format-" + format)));
  }
}
