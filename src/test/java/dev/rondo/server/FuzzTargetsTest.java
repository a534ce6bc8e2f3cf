package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.dataset.CsvFuzz;
import dev.rondo.server.dataset.JsonFuzz;
import dev.rondo.server.dataset.NdjsonFuzz;
import dev.rondo.server.model.ModelFileFuzz;
import dev.rondo.server.web.CursorFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Runs the targets of `bench/fuzz` on their seeds, on what the fuzzer has found, and on some mutations of them.
class FuzzTargetsTest {
  static final List<String> TARGETS = List.of("Csv", "Ndjson", "Json", "ModelFile", "Cursor");

  private static final Map<String, Consumer<byte[]>> CODE =
      Map.of(
          "Csv", CsvFuzz::fuzzerTestOneInput,
          "Ndjson", NdjsonFuzz::fuzzerTestOneInput,
          "Json", JsonFuzz::fuzzerTestOneInput,
          "ModelFile", ModelFileFuzz::fuzzerTestOneInput,
          "Cursor", CursorFuzz::fuzzerTestOneInput);

  private static final int MUTATIONS = 300;

  @ParameterizedTest
  @FieldSource("TARGETS")
  void refuseOrReadWhateverComes(String target) throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/fuzz", target))) {
      for (Path file : files.sorted().toList()) seeds.add(Files.readAllBytes(file));
    }
    assertThat(seeds).isNotEmpty();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    for (byte[] seed : seeds) {
      run(target, seed);
      for (int i = 0; i < MUTATIONS; i++) run(target, mutated(seed, random));
    }
  }

  private static void run(String target, byte[] data) {
    try {
      Objects.requireNonNull(CODE.get(target)).accept(data);
    } catch (RuntimeException e) {
      throw new AssertionError(target + " on the bytes " + Arrays.toString(data), e);
    }
  }

  private static byte[] mutated(byte[] seed, RandomGenerator random) {
    byte[] data =
        Arrays.copyOf(seed, random.nextInt(3) == 0 ? random.nextInt(seed.length + 1) : seed.length);
    for (int i = random.nextInt(4); i >= 0 && data.length > 0; i--) {
      int at = random.nextInt(data.length);
      data[at] = random.nextBoolean() ? (byte) random.nextInt() : data[random.nextInt(data.length)];
    }
    return data;
  }
}
