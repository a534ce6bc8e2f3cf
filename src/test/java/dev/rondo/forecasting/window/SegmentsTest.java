package dev.rondo.forecasting.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.window.Segments.Part;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentsTest {
  private static Dataset dataset(String frequency, int... steps) {
    List<Series> series = new ArrayList<>();
    for (int n : steps)
      series.add(new Series("s" + series.size(), 0, new double[][] {new double[n]}));
    return new Dataset(
        List.of(new Column("y", Role.TARGET)), Frequency.parse(frequency), ZoneOffset.UTC, series);
  }

  @Test
  void splitTimesAreReadAsInAnUpload() {
    Segments segments =
        Segments.of(
            dataset("P1D", 100),
            new Split.ByTime(null, null, null, "1970-01-11 00:00:00", "31 Jan 1970"),
            1);
    assertThat(segments.from(Part.VALIDATION, 0)).isEqualTo(10);
    assertThat(segments.from(Part.TEST, 0)).isEqualTo(30);
  }

  @Test
  void bothBadSplitTimesAreTold() {
    assertThatThrownBy(() ->
            Segments.of(
                dataset("P1D", 100), new Split.ByTime(null, null, null, "soon", "later"), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("validationStart must be a time")
        .hasMessageContaining("testStart must be a time");
  }

  @Test
  void theLastStepsOfEverySeriesEndWithItsLastObservedTarget() {
    Dataset data = dataset("P1D", 30, 20, 5);
    double[] values = data.series().get(1).values()[0];
    values[18] = values[19] = Double.NaN;
    Segments segments = Segments.of(data, new Split.LastSteps(4, 3), 1);
    assertThat(segments.to(Part.TRAINING, 0)).isEqualTo(23);
    assertThat(segments.to(Part.VALIDATION, 0)).isEqualTo(27);
    assertThat(segments.to(Part.TEST, 0)).isEqualTo(30);
    assertThat(segments.to(Part.TRAINING, 1)).isEqualTo(11);
    assertThat(segments.to(Part.TEST, 1)).isEqualTo(18);
    assertThat(segments.to(Part.TRAINING, 2)).isZero();
    assertThat(segments.from(Part.TEST, 2)).isEqualTo(2);
  }

  @Test
  void sharesOfTheSeriesAreDrawnByTheSeed() {
    int[] lengths = new int[100];
    Arrays.fill(lengths, 10);
    Dataset data = dataset("step", lengths);
    List<Integer> one = training(data, 1);
    assertThat(one).hasSize(70);
    assertThat(training(data, 1)).isEqualTo(one);
    assertThat(training(data, 2)).isNotEqualTo(one);
    // The first half has about as many of them as the second half.
    assertThat(one.stream().filter(i -> i < 50).count()).isBetween(25L, 45L);
  }

  private static List<Integer> training(Dataset data, long seed) {
    Segments segments = Segments.of(data, Split.BySeries.USUAL, seed);
    List<Integer> training = new ArrayList<>();
    for (int i = 0; i < data.series().size(); i++)
      if (segments.to(Part.TRAINING, i) > 0) training.add(i);
    return training;
  }
}
