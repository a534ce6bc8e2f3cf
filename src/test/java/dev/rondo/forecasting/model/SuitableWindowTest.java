package dev.rondo.forecasting.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.window.Split;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuitableWindowTest {
  private static Dataset dataset(String frequency, int... lengths) {
    List<Series> series = new ArrayList<>();
    for (int n : lengths) {
      double[] values = IntStream.range(0, n).mapToDouble(t -> t % 5).toArray();
      series.add(new Series("s" + series.size(), 0, new double[][] {values}));
    }
    return new Dataset(
        List.of(new Column("y", Role.TARGET)), Frequency.parse(frequency), ZoneOffset.UTC, series);
  }

  /// Validation and test have whole horizons wherever the length allows, and training has windows.
  @ParameterizedTest
  @CsvSource({"72,12", "51,12", "37,12", "60,6", "500,24", "25,8", "10,1", "2000,48"})
  void keepsWholeHorizons(int steps, int horizon) {
    for (Dataset data :
        List.of(dataset("P1M", steps), dataset("P1M", steps, steps), dataset("step", steps))) {
      Estimate estimate = ModelFit.estimate(data, ModelSpec.defaults(data, horizon), false);
      assertThat(estimate.windows()).isPositive();
      assertThat(estimate.validationWindows()).isPositive();
      assertThat(estimate.testWindows()).isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource({"36,12,1,0", "25,12,1,0", "24,12,0,0", "14,12,0,0"})
  void givesValidationTheFirstPlaceWhereTheLengthDoesNotAllowBoth(
      int steps, int horizon, int validation, int test) {
    Dataset data = dataset("P1M", steps);
    Estimate estimate = ModelFit.estimate(data, ModelSpec.defaults(data, horizon), false);
    assertThat(estimate.windows()).isPositive();
    assertThat(estimate.validationWindows()).isEqualTo(validation);
    assertThat(estimate.testWindows()).isEqualTo(test);
  }

  @Test
  void severalSeriesAreSplitAtTheirLastSteps() {
    ModelSpec months = ModelSpec.defaults(dataset("P1M", 72, 72, 90));
    assertThat(months.window().horizon()).isEqualTo(12);
    assertThat(months.split()).isEqualTo(new Split.LastSteps(12, 12));
    ModelSpec uneven = ModelSpec.defaults(dataset("step", 30, 400, 400), 3);
    assertThat(uneven.split()).isEqualTo(new Split.LastSteps(4, 4));
  }

  @Test
  void oneLongSeriesIsSplitByShares() {
    assertThat(ModelSpec.defaults(dataset("P1D", 800)).split()).isEqualTo(Split.ByTime.USUAL);
  }
}
