package dev.rondo.forecasting.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.forecasting.backtest.OriginForecaster.Case;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForecastChunksTest {
  private static final int SERIES = 700;

  private static List<Case> cases() {
    Dataset dataset =
        new Dataset(
            List.of(new Column("y", Role.TARGET)),
            Frequency.STEP,
            ZoneOffset.UTC,
            IntStream.range(0, SERIES)
                .mapToObj(s -> new Series("s" + s, 0, new double[][] {{s, s, s}}))
                .toList());
    return IntStream.range(0, SERIES).mapToObj(s -> new Case(dataset, s, 2, 1)).toList();
  }

  /// Forecasts the last value; one series cannot be forecast, and one gives no finite number.
  private static List<OriginForecast> forecast(List<Case> cases) {
    List<OriginForecast> forecasts = new ArrayList<>();
    for (Case one : cases) {
      if (one.number() == 300) throw new IllegalStateException("too odd");
      double value = one.number() == 301 ? Double.NaN : one.history(0)[1];
      forecasts.add(
          new OriginForecast(one.number(), 0, 2, one.actual(0), new double[] {value}, null, null));
    }
    return forecasts;
  }

  @Test
  void badSeriesAreNamedAndTheOthersForecastInOrder() {
    for (int threads : new int[] {1, 3}) {
      List<Integer> forecast = new ArrayList<>();
      List<String> missed = new ArrayList<>();
      try (ForecastChunks chunks = new ForecastChunks(threads)) {
        chunks.forecast(
            ForecastChunksTest::forecast,
            cases(),
            _ -> {},
            one -> forecast.add(one.series()),
            (one, problem) -> missed.add(one.number() + ": " + problem));
      }
      assertThat(forecast)
          .containsExactlyElementsOf(
              IntStream.range(0, SERIES).filter(s -> s != 300 && s != 301).boxed().toList());
      assertThat(missed)
          .containsExactly("300: too odd", "301: The forecast is not a finite number.");
    }
  }

  @Test
  void slowForecastsAreToldOneByOne() {
    List<Integer> told = new ArrayList<>();
    try (ForecastChunks chunks = new ForecastChunks(1)) {
      chunks.forecast(
          cases -> {
            LockSupport.parkNanos(cases.size() * 600_000_000L);
            return forecast(cases);
          },
          cases().subList(0, 4),
          told::add,
          _ -> {},
          (_, _) -> {});
    }
    assertThat(told).containsExactly(0, 1, 2, 3);
  }
}
