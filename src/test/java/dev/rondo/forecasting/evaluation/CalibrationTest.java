package dev.rondo.forecasting.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.engine.training.TrainingListener;
import dev.rondo.forecasting.forecast.Forecast;
import dev.rondo.forecasting.forecast.History;
import dev.rondo.forecasting.forecast.ServedModel;
import dev.rondo.forecasting.model.Model;
import dev.rondo.forecasting.model.ModelFit;
import dev.rondo.forecasting.model.ModelSpec;
import dev.rondo.forecasting.series.Column;
import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.Role;
import dev.rondo.forecasting.series.Series;
import dev.rondo.forecasting.window.Split;
import dev.rondo.forecasting.window.WindowSpec;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static final int SERIES = 80;

  /// Series of counts with levels from 1 to 10 000, whose noise grows with the level.
  private static Dataset panel() {
    SplittableRandom random = new SplittableRandom(4);
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < SERIES; i++) {
      double size = Math.pow(10, 4.0 * i / SERIES);
      double[] values = new double[120];
      for (int t = 0; t < values.length; t++)
        values[t] = Math.max(0, size * (5 + 2 * random.nextGaussian()));
      series.add(new Series("s" + i, 0, new double[][] {values}));
    }
    return new Dataset(
        List.of(new Column("y", Role.TARGET)), Frequency.STEP, ZoneOffset.UTC, series);
  }

  @Test
  void intervalsFitSmallAndLargeSeriesAndStayAboveZero() {
    Dataset panel = panel();
    ModelSpec usual = ModelSpec.defaults(panel);
    ModelSpec spec =
        new ModelSpec(
            1,
            new WindowSpec(20, 2, 1),
            Split.byTime(0.6, 0.2, 0.2),
            usual.scaler(),
            usual.network(),
            usual.training(),
            usual.evaluation());
    Model model = ModelFit.fit(panel, "f", spec, 1, new TrainingListener() {}).orElseThrow();
    assertThat(inside(model, panel, 0, SERIES / 8)).isBetween(0.85, 1.0);
    assertThat(inside(model, panel, SERIES * 7 / 8, SERIES)).isBetween(0.85, 0.999);
    List<Evaluation.Coverage> coverage =
        Objects.requireNonNull(model.description().evaluation().coverage());
    assertThat(coverage).extracting(Evaluation.Coverage::level).containsExactly(50., 80., 90., 95.);
    for (Evaluation.Coverage each : coverage)
      assertThat(Math.abs(each.measured() - each.level())).isLessThan(6);
  }

  /// Share of the values of the last 24 steps inside their 95 % intervals, none of which reaches below 0.
  private static double inside(Model model, Dataset panel, int from, int to) {
    ServedModel forecaster = ServedModel.of(model);
    int inside = 0;
    int all = 0;
    for (Series series : panel.series().subList(from, to)) {
      double[] y = series.values()[0];
      for (int origin = 96; origin + 2 <= y.length; origin += 2) {
        History known = new History(series.id(), null, new double[][] {Arrays.copyOf(y, origin)});
        Forecast.Interval interval =
            forecaster.forecast(List.of(known), 2, List.of(95.0)).getFirst().intervals().getFirst();
        for (int h = 0; h < 2; h++, all++) {
          assertThat(interval.lower()[h]).isNotNegative();
          if (y[origin + h] >= interval.lower()[h] && y[origin + h] <= interval.upper()[h])
            inside++;
        }
      }
    }
    return (double) inside / all;
  }

  /// The half-width of a level is exactly the error of its conformal rank.
  @Test
  void keepsTheErrorsOfTheRanksThatLevelsNeed() {
    for (int n : new int[] {1, 5, 208, 209, 1_000, 54_321}) {
      List<Double> kept = Calibration.ranks(n).stream().map(rank -> (double) rank).toList();
      assertThat(kept).hasSizeLessThanOrEqualTo(Calibration.MOST_KEPT);
      Calibration calibration =
          new Calibration(
              List.of(List.of(new Calibration.StepErrors(n, kept))),
              List.of(new Spread(0, 1, false)));
      for (double level : new double[] {0.5, 50, 80, 90, 95, 97.5, 99, 99.5, 99.9}) {
        long rank = (long) Math.ceil((n + 1) * level / 100 - 1e-9);
        if (rank <= n) assertThat(calibration.error(0, 0, level)).isEqualTo((double) rank);
      }
    }
  }

  /// Models of earlier builds have evenly spaced quantiles in the units of the data.
  @Test
  void readsTheQuantilesOfEarlierModels() {
    Calibration calibration =
        new Calibration(
            List.of(List.of(new Calibration.StepErrors(9, List.of(1., 3., 5., 7., 9.)))), null);
    assertThat(calibration.error(0, 0, 50)).isEqualTo(5);
    assertThat(calibration.error(0, 0, 80)).isEqualTo(9);
  }
}
