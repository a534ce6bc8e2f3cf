package dev.rondo.forecasting.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.forecasting.SharedData;
import dev.rondo.forecasting.evaluation.NaiveErrors;
import dev.rondo.forecasting.evaluation.PointErrors;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Compares members with published tables: the competitions M3 (Makridakis and Hibon 2000; MASE of Hyndman and Koehler 2006), M4 (Makridakis
/// et al. 2020) and tourism (Athanasopoulos et al. 2011), and the dynamic optimised theta model on M3 (Fiorucci et al. 2016). Most
/// entries were computed by other programs with other searches, so their figures differ in the third digit.
class PublishedMembersTest {
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
    Map<String, double[]> training = SharedData.byId(set + "-train-long.csv.gz");
    Map<String, double[]> test = SharedData.byId(set + "-test-long.csv.gz");
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
}
