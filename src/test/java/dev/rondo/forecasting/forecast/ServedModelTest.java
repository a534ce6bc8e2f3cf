package dev.rondo.forecasting.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.engine.training.TrainingListener;
import dev.rondo.forecasting.generation.Generator;
import dev.rondo.forecasting.model.InfeasibleException;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.model.ModelFit;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.forecasting.model.Subject;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.window.Split;
import dev.rondo.forecasting.window.WindowSpec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServedModelTest {
  private static final Dataset DAYS =
      new Generator.TrendSeason(30, 120, 100, 0.2, 7, 20, 1, 1).generate();
  private static final Model WEEK = fit(DAYS, 21, 7, new Split.BySeries(20, 5, 5));

  private static Model fit(Dataset dataset, int lookback, int horizon, Split split) {
    ModelSpec usual = ModelSpec.defaults(dataset);
    WindowSpec window = new WindowSpec(lookback, horizon, 1);
    ModelSpec spec =
        new ModelSpec(
            1,
            window,
            split,
            usual.scaler(),
            usual.network(),
            usual.training(),
            usual.evaluation());
    return ModelFit.fit(dataset, "", spec, 1, new TrainingListener() {}).orElseThrow();
  }

  private static History history(Series series, int steps) {
    double[][] values = new double[series.values().length][];
    for (int c = 0; c < values.length; c++) values[c] = Arrays.copyOf(series.values()[c], steps);
    return new History(series.id(), series.start(), values);
  }

  @Test
  void namesTheDaysAheadAndKeepsThePointInsideItsIntervals() {
    Forecast forecast =
        ServedModel.of(WEEK)
            .forecast(List.of(history(DAYS.series().getLast(), 120)), 7, List.of(50.0, 90.0))
            .getFirst();
    assertThat(forecast.timestamps()).startsWith("2024-04-30T00:00:00Z", "2024-05-01T00:00:00Z");
    assertThat(forecast.timestamps()).hasSize(7);
    Forecast.Interval half = forecast.intervals().getFirst();
    Forecast.Interval most = forecast.intervals().getLast();
    for (int h = 0; h < 7; h++) {
      assertThat(most.lower()[h]).isLessThanOrEqualTo(half.lower()[h]);
      assertThat(half.lower()[h]).isLessThan(forecast.mean()[h]);
      assertThat(forecast.mean()[h]).isLessThan(half.upper()[h]);
      assertThat(half.upper()[h]).isLessThanOrEqualTo(most.upper()[h]);
    }
  }

  @Test
  void beyondItsHorizonItFeedsItsForecastsBack() {
    ServedModel forecaster = ServedModel.of(WEEK);
    Series series = DAYS.series().getLast();
    double[] twice =
        forecaster.forecast(List.of(history(series, 120)), 14, List.of()).getFirst().mean();
    double[] longer = Arrays.copyOf(series.values()[0], 127);
    for (int h = 0; h < 7; h++) longer[120 + h] = twice[h];
    History fed = new History("a", series.start(), new double[][] {longer});
    double[] next = forecaster.forecast(List.of(fed), 7, List.of()).getFirst().mean();
    for (int h = 0; h < 7; h++) assertThat(twice[7 + h]).isCloseTo(next[h], within(1e-3));
  }

  @Test
  void intervalsCoverWhatTheyPromise() {
    Dataset waves = new Generator.SineWaves(3000, 31, 0.2, 5).generate();
    Model model = fit(waves, 30, 1, new Split.BySeries(1000, 1000, 1000));
    List<History> histories =
        waves.series().subList(2000, 3000).stream().map(series -> history(series, 30)).toList();
    List<Forecast> forecasts = ServedModel.of(model).forecast(histories, 1, List.of(80.0));
    int inside = 0;
    for (int i = 0; i < forecasts.size(); i++) {
      double truth = waves.series().get(2000 + i).values()[0][30];
      Forecast.Interval interval = forecasts.get(i).intervals().getFirst();
      if (truth >= interval.lower()[0] && truth <= interval.upper()[0]) inside++;
    }
    // About four standard deviations of the coverage of 1000 values with 1000 validation errors.
    assertThat(inside / 1000.0).isCloseTo(0.8, within(0.07));
  }

  @Test
  void readsShortAndGappyHistoriesButNotEmptyOnes() {
    ServedModel forecaster = ServedModel.of(WEEK);
    History gappy = new History("a", null, new double[][] {{100, Double.NaN, 110}});
    Forecast forecast = forecaster.forecast(List.of(gappy), 7, List.of()).getFirst();
    assertThat(forecast.timestamps()).isNull();
    assertThat(forecast.mean()).hasSize(7);
    for (double value : forecast.mean()) assertThat(value).isFinite();
    History empty = new History("a", null, new double[][] {{Double.NaN}});
    assertThatThrownBy(() -> forecaster.forecast(List.of(empty), 7, List.of()))
        .isInstanceOfSatisfying(
            InfeasibleException.class,
            e -> assertThat(e.subject()).isEqualTo(new Subject.HistoryValues(0)));
  }

  @Test
  void covariatesEndAtTheHorizonOfTheModel() {
    Dataset loads = new Generator.Multivariate(4, 200, 2, 0.5, 1).generate();
    ServedModel forecaster = ServedModel.of(fit(loads, 24, 6, Split.byTime(0.6, 0.2, 0.2)));
    List<History> histories = List.of(history(loads.series().getFirst(), 200));
    assertThat(forecaster.forecast(histories, 6, List.of(80.0)))
        .extracting(Forecast::target)
        .containsExactly("load-1", "load-2");
    assertThatThrownBy(() -> forecaster.forecast(histories, 7, List.of()))
        .isInstanceOfSatisfying(
            InfeasibleException.class,
            e -> assertThat(e.subject()).isEqualTo(Subject.ForecastInput.HORIZON));
  }
}
