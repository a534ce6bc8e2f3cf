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
            new Split.ByTime(null, null, null, "1970-01-11 00:00:00", "31 Jan 1970"));
    assertThat(segments.from(Part.VALIDATION, 0)).isEqualTo(10);
    assertThat(segments.from(Part.TEST, 0)).isEqualTo(30);
  }

  @Test
  void bothBadSplitTimesAreTold() {
    assertThatThrownBy(() ->
            Segments.of(dataset("P1D", 100), new Split.ByTime(null, null, null, "soon", "later")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("validationStart must be a time")
        .hasMessageContaining("testStart must be a time");
  }
}
