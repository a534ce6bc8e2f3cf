package dev.rondo.forecasting.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.forecasting.covariate.Ahead;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.series.StaticColumn;
import dev.rondo.forecasting.series.StaticValues;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Ridges that read more than the past of their target.
class RidgeColumnsTest {
  private static final int HORIZON = 4;
  private static final int STEPS = 400;
  private static final long START = 1_767_225_600_000L;

  /// Orders follow the visitors of four days before.
  private static Dataset orders(boolean visitors) {
    Random random = new Random(9);
    List<Column> columns = new ArrayList<>(List.of(new Column("orders", Role.TARGET)));
    if (visitors) columns.add(new Column("visitors", Role.PAST_COVARIATE));
    List<Series> all = new ArrayList<>();
    for (int s = 0; s < 3; s++) {
      double[] came = new double[STEPS];
      double[] orders = new double[STEPS];
      for (int t = 0; t < STEPS; t++) {
        came[t] = 100 + 20 * random.nextGaussian();
        orders[t] = t < 4 ? 50 : 0.5 * came[t - 4] + random.nextGaussian();
      }
      double[][] values = visitors ? new double[][] {orders, came} : new double[][] {orders};
      all.add(new Series("s" + s, START, values));
    }
    return new Dataset(columns, Frequency.parse("P1D"), ZoneOffset.UTC, all);
  }

  private static AutoResult fit(Dataset dataset) {
    EnsembleRequest ensemble =
        new EnsembleRequest(List.of("mean"), null, List.of(), null, null, null, null, null);
    AutoRequest request = new AutoRequest(HORIZON, Duration.ofMinutes(1), null, 3, ensemble);
    return AutoFit.fit(dataset, request, HORIZON, 2, (_, _) -> {});
  }

  @Test
  void whatCameBeforeTellsWhatFollows() {
    AutoResult with = fit(orders(true));
    AutoResult without = fit(orders(false));
    assertThat(with.loss()).isNotNull();
    assertThat(without.loss()).isNotNull();
    assertThat(with.loss()).isLessThan(0.5 * without.loss());
    RidgeColumns columns = with.spec().ridgeColumns().getFirst();
    assertThat(columns.names()).containsExactly("visitors");
    var error = Objects.requireNonNull(columns.errors()).getFirst();
    assertThat(error.with()).isLessThan(0.5 * error.without());
  }

  @Test
  void theEffectOfWhatCameIsTold() {
    AutoResult result = fit(orders(true));
    EnsembleForecaster forecaster = new EnsembleForecaster(result.spec(), result.numbers());
    assertThat(forecaster.explained()).containsExactly(Ahead.PAST);
    Track track = Track.of(orders(true), null).getFirst();
    double[] median = forecaster.forecast(List.of(track), HORIZON).getFirst().median();
    double[] difference = forecaster.difference(track, HORIZON, Ahead.PAST);
    for (int h = 0; h < HORIZON; h++)
      assertThat(median[h] - difference[h]).isCloseTo(50, within(5.0));
    assertThat(Arrays.stream(difference).map(Math::abs).max().orElseThrow()).isGreaterThan(3);
  }

  private static Dataset kinds(int series) {
    List<Series> all = new ArrayList<>();
    for (int s = 0; s < series; s++) {
      String kind = s == 0 ? "alone" : s % 2 == 0 ? "even" : "odd";
      StaticValues statics = new StaticValues(Map.of("size", (double) s), Map.of("kind", kind));
      all.add(new Series("s" + s, START, new double[][] {{1, 2, 3}}, statics));
    }
    return new Dataset(
        List.of(new Column("y", Role.TARGET)),
        List.of(
            new StaticColumn("size", StaticColumn.Kind.NUMBER),
            new StaticColumn("kind", StaticColumn.Kind.CATEGORY)),
        Frequency.STEP,
        ZoneOffset.UTC,
        all,
        null);
  }

  @Test
  void categoriesHaveALevelForTheUnseen() {
    Dataset dataset = kinds(25);
    RidgeColumns columns = Objects.requireNonNull(RidgeColumns.of(dataset, 7));
    assertThat(columns.names()).containsExactly("size", "kind");
    assertThat(columns.categories().getFirst().levels()).containsExactly("even", "odd");
    List<Track> tracks = Track.of(dataset, null);
    assertThat(inputs(columns, tracks.get(1))).containsExactly(-11 / Math.sqrt(52), 0, 1);
    assertThat(inputs(columns, tracks.get(12))).containsExactly(0, 1, 0);
    assertThat(inputs(columns, tracks.get(0))).endsWith(0, 0);
  }

  private static double[] inputs(RidgeColumns columns, Track track) {
    double[] inputs = new double[columns.count()];
    columns.write(track.knownAhead(), 3, inputs, 0);
    return inputs;
  }

  @Test
  void ofFewSeriesNothingIsReadThatNamesThem() {
    assertThat(RidgeColumns.of(kinds(5), 7)).isNull();
  }
}
