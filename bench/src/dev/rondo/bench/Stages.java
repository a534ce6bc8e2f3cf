package dev.rondo.bench;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.rondo.forecasting.reading.DatasetReader;
import dev.rondo.forecasting.reading.Reading;
import dev.rondo.forecasting.reading.ReadingOptions;
import dev.rondo.forecasting.series.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Measures the stages of reading a CSV on one thread. Each stage includes the one before it. Prints the least seconds of three runs as
/// JSON.
/// Argument: the file.
public class Stages {
  interface Stage {
    void run() throws IOException;
  }

  /// Counts cells without keeping them.
  static final class Counter extends AbstractBaseCsvCallbackHandler<Boolean> {
    long cells;

    @Override
    protected void handleField(int index, char[] text, int from, int length, boolean quoted) {
      cells++;
    }

    @Override
    protected Boolean buildRecord() {
      return Boolean.TRUE;
    }
  }

  private static Reading last;

  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    var options = ReadingOptions.NONE;
    Map<String, Double> seconds = new LinkedHashMap<>();
    seconds.put("bytes", best(() -> bytes(file)));
    seconds.put("bytes to characters", best(() -> characters(file)));
    seconds.put("bytes to cells, FastCSV alone", best(() -> cells(file)));
    seconds.put(
        "bytes to a dataset",
        best(() -> {
          last = null;
          try (InputStream bytes = Files.newInputStream(file)) {
            last = DatasetReader.csv(bytes, options);
          }
        }));
    seconds.put("fingerprint of the dataset", best(() -> Fingerprint.of(last.dataset())));
    StringBuilder json = new StringBuilder();
    seconds.forEach((name, value) -> json.append(json.isEmpty() ? "{" : ", ").append("\"%s\": %.3f".formatted(name, value)));
    System.out.println(json + "}");
  }

  static double best(Stage stage) throws IOException {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 3; i++) {
      long started = System.nanoTime();
      stage.run();
      best = Math.min(best, (System.nanoTime() - started) / 1e9);
    }
    return best;
  }

  static void bytes(Path file) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (InputStream bytes = Files.newInputStream(file)) {
      while (bytes.read(buffer) >= 0) {}
    }
  }

  static void characters(Path file) throws IOException {
    char[] buffer = new char[1 << 14];
    try (Reader text = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
      while (text.read(buffer) >= 0) {}
    }
  }

  static void cells(Path file) throws IOException {
    var counter = new Counter();
    // The same settings as in `CsvRows`: relaxed settings select another parser of the library.
    var settings = CsvReader.builder();
    try (CsvReader<Boolean> reader =
        settings.build(counter, new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      var records = reader.iterator();
      while (records.hasNext()) records.next();
    }
    if (counter.cells == 0) throw new IllegalStateException("no cells");
  }
}
