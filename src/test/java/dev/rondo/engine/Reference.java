package dev.rondo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.engine.cell.Activation;
import dev.rondo.engine.cell.Cell;
import dev.rondo.engine.cell.Gru;
import dev.rondo.engine.cell.Lstm;
import dev.rondo.engine.cell.SimpleRnn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// Values of another framework: the arrays of a file in `src/test/resources/reference`, by name.
public record Reference(Map<String, float[]> arrays) {
  /// Reads `<name>.txt`.
  public static Reference read(String name) throws IOException {
    Map<String, float[]> arrays = new HashMap<>();
    try (InputStream file =
            Objects.requireNonNull(
                Reference.class.getResourceAsStream("/reference/" + name + ".txt"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ", -1);
        float[] numbers = new float[words.length - 1];
        for (int i = 0; i < numbers.length; i++) numbers[i] = Float.parseFloat(words[i + 1]);
        arrays.put(words[0], numbers);
      }
    }
    return new Reference(arrays);
  }

  /// The cells of the files, by their names there.
  public static Map<String, Cell> cells() {
    return Map.of(
        "simple-rnn-tanh", new SimpleRnn(Activation.TANH),
        "simple-rnn-relu", new SimpleRnn(Activation.RELU),
        "lstm", new Lstm(),
        "gru", new Gru());
  }

  public float[] get(String name) {
    return Objects.requireNonNull(arrays.get(name), name);
  }

  /// Fails where an element differs by more than `within`, relative to elements beyond 1.
  public void close(float[] actual, String name, float within) {
    float[] expected = get(name);
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(Math.abs(actual[i] - expected[i]))
          .as("element %d of %s: %s, expected %s", i, name, actual[i], expected[i])
          .isLessThanOrEqualTo(within * (1 + Math.abs(expected[i])));
    }
  }
}
