package dev.rondo.forecasting;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/// Public data beside the project or in the directory `RONDO_SHARED_DATA`. Without them a test is skipped.
public final class SharedData {
  private static final Path DIRECTORY =
      Path.of(Objects.requireNonNullElse(System.getenv("RONDO_SHARED_DATA"), "../shared/data"));

  private SharedData() {}

  /// A file or folder. Skips the test if it is missing.
  public static Path path(String name) {
    Path path = DIRECTORY.resolve(name);
    assumeTrue(Files.isReadable(path), "the shared data are missing: " + path);
    return path;
  }

  /// The rows of a packed table after its header, as cells.
  public static List<String[]> rows(String file) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(path(file))), StandardCharsets.UTF_8))) {
      return lines.lines().skip(1).map(line -> line.split(",", -1)).toList();
    }
  }

  /// The series of a packed long table with the columns id, time and value, by their ids.
  public static Map<String, double[]> byId(String file) throws IOException {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    for (String[] cells : rows(file))
      values.computeIfAbsent(cells[0], _ -> new ArrayList<>()).add(Double.valueOf(cells[2]));
    Map<String, double[]> series = new LinkedHashMap<>();
    values.forEach(
        (id, list) -> series.put(id, list.stream().mapToDouble(Double::doubleValue).toArray()));
    return series;
  }
}
