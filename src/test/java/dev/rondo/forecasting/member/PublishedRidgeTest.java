package dev.rondo.forecasting.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.forecasting.SharedData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The protocol of long-horizon tables on ETTh1 (Zhou et al. 2021): rows 0 to 8639 train, the next 2880 validate, the next 2880
/// test; columns are standardised by the training rows; every test window counts.
class PublishedRidgeTest {
  private static final int TRAINING = 8640;
  private static final int PART = 2880;
  private static final int LOOKBACK = 336;

  /// reference/members.py: the same regression on the same windows in numpy
  @Test
  void equalsNumpy() throws IOException {
    Errors errors =
        errors(
            96,
            new RidgeSpec(LOOKBACK, 96, 1, false, false, PART, false, List.of(0.03), 1_000_000));
    assertThat(errors.square).isCloseTo(0.36939, within(0.00001));
    assertThat(errors.absolute).isCloseTo(0.39123, within(0.00001));
  }

  /// The errors of the study behind the method; at most half a thousandth above them.
  @ParameterizedTest
  @CsvSource({"96, 0.3696, 0.3912", "720, 0.4248, 0.4453"})
  void reachesTheErrorsOfTheTables(int horizon, double square, double absolute) throws IOException {
    RidgeSpec spec =
        new RidgeSpec(
            LOOKBACK, horizon, 1, false, false, PART, false, RidgeSpec.USUAL_PENALTIES, 0);
    Errors errors = errors(horizon, spec);
    assertThat(errors.square).isLessThan(square + 0.0005);
    assertThat(errors.absolute).isLessThan(absolute + 0.0005);
  }

  private record Errors(double square, double absolute) {}

  private static Errors errors(int horizon, RidgeSpec spec) throws IOException {
    List<double[]> columns = columns();
    List<double[]> training =
        columns.stream().map(column -> Arrays.copyOf(column, TRAINING + PART)).toList();
    PooledRidge ridge = RidgeFit.fit(training, spec);
    double squares = 0;
    double sizes = 0;
    long count = 0;
    double[] forecast = new double[horizon];
    for (double[] column : columns) {
      PastValues past = new PastValues(column);
      for (int origin = TRAINING + PART; origin <= TRAINING + 2 * PART - horizon; origin++) {
        ridge.forecast(past, origin, forecast, 0);
        for (int h = 0; h < horizon; h++) {
          double error = forecast[h] - column[origin + h];
          squares += error * error;
          sizes += Math.abs(error);
        }
        count += horizon;
      }
    }
    return new Errors(squares / count, sizes / count);
  }

  private static List<double[]> columns() throws IOException {
    List<double[]> rows =
        SharedData.rows("ETTh1.csv.gz").stream()
            .map(cells -> Arrays.stream(cells).skip(1).mapToDouble(Double::parseDouble).toArray())
            .toList();
    List<double[]> columns = new ArrayList<>();
    for (int c = 0; c < rows.getFirst().length; c++) {
      int of = c;
      double[] column = rows.stream().mapToDouble(row -> row[of]).toArray();
      double mean = Arrays.stream(column).limit(TRAINING).average().orElseThrow();
      double variance =
          Arrays.stream(column)
              .limit(TRAINING)
              .map(value -> (value - mean) * (value - mean))
              .average()
              .orElseThrow();
      columns.add(
          Arrays.stream(column).map(value -> (value - mean) / Math.sqrt(variance)).toArray());
    }
    return columns;
  }
}
