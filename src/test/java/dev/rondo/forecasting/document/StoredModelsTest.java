package dev.rondo.forecasting.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.forecasting.auto.EnsembleSpec.WeightedMember;
import dev.rondo.forecasting.auto.MemberSpec;
import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.model.Method;
import dev.rondo.forecasting.model.Method.TrainedEnsemble;
import dev.rondo.forecasting.model.Model;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Model files of each format, as the versions of that time wrote them, are read and give the forecasts that were recorded beside them.
class StoredModelsTest {
  private static final Path RESOURCES = Path.of("src", "test", "resources");

  /// Writes the files that the present format does not have yet: those of the format before, and a file of each kind of model.
  @BeforeAll
  static void writeMissing() throws IOException {
    if (!Boolean.getBoolean("models.write")) return;
    Path directory = ofPresentFormat();
    Files.createDirectories(directory);
    Path before = directory.resolveSibling("format-" + (ModelFile.DESCRIPTION.number() - 1));
    try (Stream<Path> files = Files.list(before)) {
      for (Path file : files.toList()) {
        Path written = directory.resolve(file.getFileName().toString());
        if (!Files.exists(written)) copy(file, written);
      }
    }
    Path automatic = directory.resolve("automatic.rondo");
    if (!Files.exists(automatic)) AutomaticModel.record(automatic);
  }

  private static void copy(Path file, Path written) throws IOException {
    if (!file.toString().endsWith(".rondo")) {
      Files.copy(file, written);
      return;
    }
    try (OutputStream out = Files.newOutputStream(written)) {
      ModelFile.write(read(file), out);
    }
  }

  private static Path ofPresentFormat() {
    return RESOURCES.resolve("models").resolve("format-" + ModelFile.DESCRIPTION.number());
  }

  private static Model read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return ModelFile.read(in);
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
    ServedModel model = ServedModel.of(read(file));
    int horizon = model.model().description().method().horizon();
    boolean intervals = recorded.stream().anyMatch(line -> line.startsWith("lower "));
    List<Forecast> forecasts =
        model.forecast(
            ForecastFromFile.histories(recorded),
            horizon,
            intervals ? List.of(AutomaticModel.LEVEL) : List.of());
    compare(forecasts.stream().map(Forecast::mean).toList(), recorded, "mean ");
    if (!intervals) return;
    compare(
        forecasts.stream().map(one -> one.intervals().getFirst().lower()).toList(),
        recorded,
        "lower ");
    compare(
        forecasts.stream().map(one -> one.intervals().getFirst().upper()).toList(),
        recorded,
        "upper ");
  }

  private static void compare(List<double[]> forecast, List<String> recorded, String lines) {
    List<double[]> expected =
        recorded.stream()
            .filter(line -> line.startsWith(lines))
            .map(ForecastFromFile::numbers)
            .toList();
    assertThat(forecast).hasSameSizeAs(expected).isNotEmpty();
    for (int i = 0; i < expected.size(); i++) {
      assertThat(forecast.get(i)).hasSameSizeAs(expected.get(i));
      for (int h = 0; h < expected.get(i).length; h++) {
        double value = expected.get(i)[h];
        assertThat(forecast.get(i)[h]).isCloseTo(value, within(1e-9 * Math.abs(value)));
      }
    }
  }

  /// Whoever adds a format adds its files with `-Dmodels.write=true`. They are never written again.
  @Test
  void everyFormatHasAFile() throws IOException {
    List<String> files = files().stream().map(Path::toString).toList();
    assertThat(IntStream.rangeClosed(1, ModelFile.DESCRIPTION.number()))
        .allMatch(format -> files.stream().anyMatch(file -> file.contains("format-" + format)));
  }

  /// Whoever adds a kind of model or of member adds it to a file of the present format.
  @Test
  void thePresentFormatHasAFileOfEachKind() throws IOException {
    Set<Class<?>> methods = new HashSet<>();
    Set<Class<?>> members = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (Path file : files()) {
      if (!file.startsWith(ofPresentFormat())) continue;
      Method method = read(file).description().method();
      methods.add(method.getClass());
      if (!(method instanceof TrainedEnsemble trained)) continue;
      assertThat(trained.ensemble().errors()).isNotNull();
      assertThat(trained.ensemble().effect()).isNotNull();
      for (WeightedMember one : trained.ensemble().members()) {
        members.add(one.member().getClass());
        names.add(one.member().name());
        if (one.member() instanceof MemberSpec.Adjusted adjusted)
          members.add(adjusted.member().getClass());
      }
    }
    assertThat(methods).containsExactlyInAnyOrder(Method.class.getPermittedSubclasses());
    assertThat(members).containsExactlyInAnyOrder(MemberSpec.class.getPermittedSubclasses());
    assertThat(names).anyMatch(name -> name.startsWith("wide-ridge"));
  }
}
