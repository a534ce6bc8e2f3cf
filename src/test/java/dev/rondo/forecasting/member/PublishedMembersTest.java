package dev.rondo.forecasting.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rondo.forecasting.evaluation.NaiveErrors;
import dev.rondo.forecasting.evaluation.PointErrors;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Compares members with published tables: the competitions M3 (Makridakis and Hibon 2000; MASE of Hyndman and Koehler 2006), M4 (Makridakis
/// et al. 2020) and tourism (Athanasopoulos et al. 2011), and the dynamic optimised theta model on M3 (Fiorucci et al. 2016). Most
/// entries were computed by other programs with other searches, so their figures differ in the third digit.
class PublishedMembersTest {
  private static final Path SHARED =
      Path.of(Objects.requireNonNullElse(System.getenv("RONDO_SHARED_DATA"), "../shared/data"));

  @ParameterizedTest
  @CsvSource({
    // set, period, season of MASE, member, measure, published, tolerance
    "m4-weekly, 1, 1, naive, sMAPE, 9.161, 0.0005",
    "m4-weekly, 1, 1, naive, MASE, 2.777, 0.0005",
    "m4-weekly, 1, 1, theta, sMAPE, 9.093, 0.01",
    "m4-weekly, 1, 1, theta, MASE, 2.637, 0.01",
    "m4-weekly, 1, 1, comb, sMAPE, 8.944, 0.05",
    "m4-weekly, 1, 1, comb, MASE, 2.432, 0.02",
    "m3/m3-yearly, 1, 1, naive, MASE, 3.172, 0.0005",
    "m3/m3-quarterly, 4, 4, seasonal-naive, MASE, 1.425, 0.0005",
    "m3/m3-monthly, 12, 12, seasonal-naive, MASE, 1.146, 0.0005",
    "m3/m3-yearly, 1, 1, theta, MASE, 2.774, 0.01",
    "m3/m3-quarterly, 4, 4, theta, MASE, 1.117, 0.011",
    "m3/m3-monthly, 12, 12, theta, sMAPE, 13.86, 0.05",
    "m3/m3-other, 1, 1, theta, MASE, 2.271, 0.001",
    "m3/m3-yearly, 1, 1, dynamic-theta, sMAPE, 15.94, 0.05",
    "m3/m3-monthly, 12, 12, dynamic-theta, sMAPE, 13.74, 0.02",
    "tourism-monthly, 12, 12, seasonal-naive, MASE, 1.631, 0.0005",
    "tourism-monthly, 12, 12, ets, MASE, 1.526, 0.01"
  })
  void table(
      String set,
      int period,
      int season,
      String name,
      String measure,
      double published,
      double tolerance)
      throws IOException {
    Map<String, double[]> training = read(set, "train");
    Map<String, double[]> test = read(set, "test");
    LocalMember member = LocalMembers.find(name).orElseThrow();
    double mean = 0;
    for (String id : test.keySet()) {
      double[] history = Objects.requireNonNull(training.get(id));
      double[] truth = Objects.requireNonNull(test.get(id));
      double[] forecast = new double[truth.length];
      member.forecast(history, period, forecast);
      double error =
          measure.equals("sMAPE")
              ? PointErrors.smape(truth, forecast)
              : PointErrors.mase(truth, forecast, NaiveErrors.of(history, season));
      mean += error / test.size();
    }
    assertThat(mean).isCloseTo(published, within(tolerance));
  }

  private static Map<String, double[]> read(String set, String part) throws IOException {
    Path file = SHARED.resolve("%s-%s-long.csv.gz".formatted(set, part));
    assumeTrue(Files.exists(file), "the series of the competitions are not beside the project");
    Map<String, List<Double>> values = new LinkedHashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",", -1);
        values.computeIfAbsent(cells[0], _ -> new ArrayList<>()).add(Double.valueOf(cells[2]));
      }
    }
    Map<String, double[]> series = new LinkedHashMap<>();
    values.forEach(
        (id, list) -> series.put(id, list.stream().mapToDouble(Double::doubleValue).toArray()));
    return series;
  }
}
