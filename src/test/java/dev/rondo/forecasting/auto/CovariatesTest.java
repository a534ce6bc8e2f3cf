package dev.rondo.forecasting.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.forecasting.auto.UnmetRequestException.Unmet;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.series.StaticValues;
import dev.rondo.forecasting.series.Timeline;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Ensembles that know covariates ahead.
class CovariatesTest {
  private static final int HORIZON = 7;
  private static final int STEPS = 300;
  private static final long START = 1_767_225_600_000L;

  /// Daily sales of shops, whose promotions raise them by half, with a column of noise.
  private static Dataset shops(boolean promotions, boolean noise) {
    Random random = new Random(8);
    List<Column> columns = new ArrayList<>(List.of(new Column("sales", Role.TARGET)));
    if (promotions) columns.add(new Column("promo", Role.FUTURE_COVARIATE));
    if (noise) columns.add(new Column("noise", Role.FUTURE_COVARIATE));
    List<Series> all = new ArrayList<>();
    for (int s = 0; s < 6; s++) {
      double[] sales = new double[STEPS];
      double[] promo = new double[STEPS];
      double[] other = new double[STEPS];
      for (int t = 0; t < STEPS; t++) {
        promo[t] = random.nextInt(3) == 0 ? 1 : 0;
        other[t] = random.nextGaussian();
        double week = 1 + 0.2 * Math.sin(2 * Math.PI * t / 7);
        sales[t] = (50 << s) * (week + 0.5 * promo[t] + 0.05 * random.nextGaussian());
      }
      double[][] values = new double[columns.size()][];
      for (int c = 0; c < values.length; c++)
        values[c] =
            switch (columns.get(c).name()) {
              case "promo" -> promo;
              case "noise" -> other;
              default -> sales;
            };
      all.add(new Series("s" + s, START, values));
    }
    return new Dataset(columns, Frequency.parse("P1D"), ZoneOffset.UTC, all);
  }

  private static AutoResult fit(Dataset dataset, @Nullable List<String> covariates, int threads) {
    EnsembleRequest ensemble =
        new EnsembleRequest(null, null, List.of(), null, null, null, null, covariates);
    AutoRequest request = new AutoRequest(HORIZON, Duration.ofMinutes(1), null, 3, ensemble);
    return AutoFit.fit(dataset, request, HORIZON, threads, (_, _) -> {});
  }

  private static double loss(AutoResult result) {
    assertThat(result.loss()).isNotNull();
    return result.loss() == null ? Double.NaN : result.loss();
  }

  private static String decided(AutoResult result, String decision) {
    return result.plan().stream()
        .filter(one -> one.decision().equals(decision))
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Test
  void promotionsThatAreKnownAheadLowerTheError() {
    AutoResult with = fit(shops(true, true), null, 2);
    AutoResult without = fit(shops(true, true), List.of(), 2);
    assertThat(loss(with)).isLessThan(0.5 * loss(without));
    assertThat(decided(with, "covariates")).isEqualTo("promo");
    assertThat(decided(without, "covariates")).isEqualTo("none");
    assertThat(without.spec().effect()).isNull();
  }

  @Test
  void columnsOfNoiseDoNoHarm() {
    AutoResult with = fit(shops(false, true), null, 2);
    AutoResult without = fit(shops(false, false), null, 2);
    assertThat(loss(with)).isLessThan(1.02 * loss(without));
  }

  @Test
  void theResultDoesNotDependOnTheNumberOfThreads() {
    AutoResult one = fit(shops(true, true), null, 1);
    AutoResult three = fit(shops(true, true), null, 3);
    assertThat(three.spec()).isEqualTo(one.spec());
    assertThat(three.numbers()).containsExactly(one.numbers());
  }

  @Test
  void otherPlansChangeTheForecastByTheKnownEffect() {
    AutoResult result = fit(shops(true, false), null, 2);
    EnsembleForecaster forecaster = new EnsembleForecaster(result.spec(), result.numbers());
    assertThat(forecaster.columnsAhead()).containsExactly(0);
    double[] on = forecast(forecaster, 1);
    double[] off = forecast(forecaster, 0);
    // Half of the level of the shop, which is 50 * 8 * (1 + 0.5 / 3) and some.
    for (int h = 0; h < HORIZON; h++) assertThat(on[h] - off[h]).isCloseTo(200, within(20.0));
  }

  private static double[] forecast(EnsembleForecaster forecaster, double promo) {
    Series series = shops(true, false).series().get(3);
    double[] known = new double[STEPS + HORIZON];
    System.arraycopy(series.values()[1], 0, known, 0, STEPS);
    for (int h = 0; h < HORIZON; h++) known[STEPS + h] = promo;
    double[][] values = {series.values()[0], known};
    Dataset dataset = shops(true, false);
    Track track =
        Track.of(
            0,
            values[0],
            Track.ahead(
                values,
                List.of(1),
                new Timeline(dataset.axis(), series.start()),
                null,
                List.of(),
                StaticValues.NONE));
    return forecaster.forecast(List.of(track), HORIZON).getFirst().median();
  }

  @Test
  void whatIsNotKnownAheadIsRefused() {
    UnmetRequestException refused =
        catchThrowableOfType(
            UnmetRequestException.class,
            () -> fit(shops(true, false), List.of("promo", "sales"), 1));
    assertThat(refused.unmet()).extracting(Unmet::path).containsExactly(List.of("covariates", "1"));
  }

  @Test
  void requestedColumnsAreUsedEvenIfTheyChangeNothing() {
    AutoResult result = fit(shops(false, true), List.of("noise"), 1);
    assertThat(decided(result, "covariates")).isEqualTo("noise");
    assertThat(result.members())
        .extracting(AutoResult.MemberScore::name)
        .contains("theta+covariates");
  }

  /// Sales that vary much on days with a promotion, and little on others: the networks read the promotions of the horizon.
  @Test
  void intervalsAreWiderWhereCovariatesSayThatErrorsAreLarger() {
    Random random = new Random(11);
    double[][] values = new double[2][1500];
    for (int t = 0; t < values[0].length; t++) {
      values[1][t] = random.nextInt(3) == 0 ? 1 : 0;
      values[0][t] =
          100 + values[1][t] * (100 + 30 * random.nextGaussian()) + random.nextGaussian();
    }
    Dataset dataset =
        new Dataset(
            List.of(new Column("sales", Role.TARGET), new Column("promo", Role.FUTURE_COVARIATE)),
            Frequency.parse("P1D"),
            ZoneOffset.UTC,
            List.of(new Series("s", START, values)));
    NetworkRequest network =
        new NetworkRequest(null, 7, 28, 0, Units.SPREAD, 16, 64, 300, 0.01, true);
    EnsembleRequest ensemble =
        new EnsembleRequest(List.of(), List.of(), List.of(network), null, null, null, false, null);
    AutoResult result =
        AutoFit.fit(
            dataset,
            new AutoRequest(HORIZON, Duration.ofMinutes(1), null, 3, ensemble),
            HORIZON,
            2,
            (_, _) -> {});
    EnsembleForecaster forecaster = new EnsembleForecaster(result.spec(), result.numbers());
    double[][] known = {values[0], Arrays.copyOf(values[1], values[1].length + HORIZON)};
    for (int h = 0; h < HORIZON; h++) known[1][values[1].length + h] = h % 2;
    Track track =
        Track.of(
            0, known[0], Track.ahead(known, List.of(1), null, null, List.of(), StaticValues.NONE));
    Distribution forecast = forecaster.forecast(List.of(track), HORIZON).getFirst();
    double[] width = forecast.quantile(0.9);
    double[] lower = forecast.quantile(0.1);
    double on = 0;
    double off = 0;
    for (int h = 0; h + 1 < HORIZON; h += 2) {
      off += width[h] - lower[h];
      on += width[h + 1] - lower[h + 1];
    }
    assertThat(on).isGreaterThan(3 * off);
    double[] difference = forecaster.difference(track, HORIZON, 0);
    assertThat(difference[1] - difference[0]).isCloseTo(100, within(25.0));
  }
}
