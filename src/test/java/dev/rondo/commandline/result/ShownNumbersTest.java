package dev.rondo.commandline.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShownNumbersTest {
  @Test
  void numbersHaveThreeDigitsOfTheUsualChange() {
    assertThat(Figures.of(new double[] {370.12, 371.3, 372.6}).text(373.456)).isEqualTo("373.46");
    assertThat(Figures.of(new double[] {1200, 1350, 1100}).text(1234.56)).isEqualTo("1235");
    assertThat(Figures.of(new double[] {0.0012, 0.0015, 0.0011}).text(0.00123456))
        .isEqualTo("0.001235");
    assertThat(Figures.of(new double[] {5, 5, 5}).text(5)).isEqualTo("5.00");
    assertThat(Figures.of(new double[] {Double.NaN, 3, Double.NaN, 13}).text(-0.04))
        .isEqualTo("0.0");
    assertThat(new Figures(1).text(Double.NaN)).isEqualTo("-");
    assertThat(Figures.percent(0.8)).isEqualTo("80 %");
    assertThat(Figures.percent(0.004)).isEqualTo("0.4 %");
    assertThat(Figures.level(95)).isEqualTo("95");
    assertThat(Figures.level(99.5)).isEqualTo("99.5");
  }

  @Test
  void timesAreThoseOfTheZoneAndTellItsOffsetWhereItChanges() {
    assertThat(StepTimes.of(List.of("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z")))
        .containsExactly("2026-01-01", "2026-01-02");
    assertThat(StepTimes.of(List.of("2026-06-01T13:00:00+02:00", "2026-06-01T14:00:00+02:00")))
        .containsExactly("2026-06-01 13:00", "2026-06-01 14:00");
    assertThat(StepTimes.of(List.of("2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00")))
        .containsExactly("2026-10-25 02:00 +02:00", "2026-10-25 02:00 +01:00");
    assertThat(StepTimes.of(List.of("2026-01-01T00:00:30Z", "2026-01-01T00:00:00Z")))
        .containsExactly("2026-01-01 00:00:30", "2026-01-01 00:00:00");
  }

  @Test
  void aLineOfBlocksHasOneScaleForPastAndForecast() {
    double[] past = IntStream.range(0, 8).asDoubleStream().toArray();
    assertThat(Sparkline.of(past, new double[] {7, 0}, 72)).isEqualTo("▁▂▃▄▅▆▇█│█▁");
    assertThat(Sparkline.of(past, new double[] {7, 0}, 6)).isEqualTo("▅▆▇█│█▁");
    assertThat(Sparkline.of(new double[] {1, Double.NaN, 2}, new double[] {2}, 10))
        .isEqualTo("▁ █│█");
    assertThat(Sparkline.of(new double[0], new double[] {3, 3}, 10)).isEqualTo("│▅▅");
    double[] year = IntStream.range(0, 365).asDoubleStream().toArray();
    assertThat(Sparkline.of(year, year, 40)).hasSizeBetween(36, 41);
  }
}
