package dev.rondo.forecasting.covariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.forecasting.series.Frequency;
import dev.rondo.forecasting.series.TimeAxis;
import dev.rondo.forecasting.series.Timeline;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EffectFitTest {
  private static final Timeline HOURS =
      new Timeline(new TimeAxis(Frequency.parse("PT1H"), ZoneId.of("UTC")), 1_767_225_600_000L);

  private static double[] column(int steps, IntToDoubleFunction of) {
    return IntStream.range(0, steps).mapToDouble(of).toArray();
  }

  private static Sample sample(double[] values, @Nullable Timeline timeline, double[]... columns) {
    return new Sample(values, 0, values.length, new Ahead(columns, timeline, null), 1);
  }

  private static EffectFit fit(Sample sample, String... names) {
    return new EffectFit(List.of(sample), List.of(names), List.of(1, 24), 24, false);
  }

  @Test
  void anExactEffectIsFound() {
    Random random = new Random(1);
    double[] promo = column(200, _ -> random.nextInt(2));
    Sample sample = sample(column(200, t -> 10 + 90 * promo[t]), null, promo);
    EffectSpec spec = Objects.requireNonNull(fit(sample, "promo").choose(List.of(0), false).spec());
    Effect effect = EffectFit.fit(List.of(sample), spec);
    double[] effects = effect.of(sample.ahead(), 0, 200);
    double level = 10 + 90 * promo[0] - effects[0];
    for (int t = 0; t < 200; t++)
      assertThat(level + effects[t]).isCloseTo(10 + 90 * promo[t], within(1e-3));
    assertThat(spec.columns().getFirst().with()).isLessThan(1e-3);
    assertThat(spec.columns().getFirst().without()).isCloseTo(1, within(1e-9));
    int on =
        promo[5] == 1
            ? 5
            : IntStream.range(0, 200).filter(t -> promo[t] == 1).findFirst().orElseThrow();
    double share = Arrays.stream(promo).average().orElseThrow();
    assertThat(effect.difference(sample.ahead(), on, on + 1, 0)[0])
        .isCloseTo(90 * (1 - share), within(1e-2));
  }

  @Test
  void aCurvedEffectThatDependsOnTheTimeOfDayIsFound() {
    Random random = new Random(2);
    double[] warmth = new double[4000];
    double weather = 0;
    for (int t = 0; t < warmth.length; t++) {
      weather = 0.97 * weather + random.nextGaussian();
      warmth[t] = 18 + 2 * weather + 5 * Math.sin(2 * Math.PI * t / 24);
    }
    double[] load =
        column(
            4000,
            t ->
                100
                    + Math.pow(warmth[t] - 18, 2) / 5 * (1 + 0.5 * Math.sin(2 * Math.PI * t / 24))
                    + random.nextGaussian());
    EffectFit.Choice choice = fit(sample(load, HOURS, warmth), "warmth").choose(List.of(0), false);
    assertThat(choice.error()).isLessThan(0.35);
  }

  @Test
  void columnsOfNoiseAreLeftOut() {
    Random random = new Random(3);
    double[] noise = column(600, _ -> random.nextGaussian());
    double[] walk = new double[600];
    for (int t = 1; t < 600; t++) walk[t] = walk[t - 1] + random.nextGaussian();
    assertThat(fit(sample(walk, HOURS, noise), "noise").choose(List.of(0), false).spec()).isNull();
    double[] promo = column(600, _ -> random.nextInt(2));
    double[] sales = column(600, t -> 20 + 5 * promo[t] + random.nextGaussian());
    EffectFit.Choice choice =
        fit(sample(sales, HOURS, noise, promo), "noise", "promo").choose(List.of(0, 1), false);
    assertThat(choice.unused()).containsExactly("noise");
    assertThat(Objects.requireNonNull(choice.spec()).columns())
        .extracting(EffectSpec.ColumnError::column)
        .containsExactly("promo");
  }

  /// Of two columns that say the same, one is enough, but not none.
  @Test
  void oneOfTwoEqualColumnsStays() {
    Random random = new Random(4);
    double[] one = column(400, _ -> random.nextGaussian());
    double[] other = one.clone();
    double[] values = column(400, t -> 3 * one[t] + 0.1 * random.nextGaussian());
    EffectFit.Choice choice =
        fit(sample(values, HOURS, one, other), "one", "other").choose(List.of(0, 1), false);
    assertThat(choice.unused()).hasSize(1);
    assertThat(choice.spec()).isNotNull();
  }

  @Test
  void aCategoryHasAnEffectForEachLevelAndTheUsualOneForUnseenLevels() {
    Random random = new Random(5);
    double[] kind = column(500, _ -> random.nextInt(4) * 10);
    double[] of = {0, 7, -3, 20};
    double[] values = column(500, t -> 50 + of[(int) kind[t] / 10]);
    Sample sample = sample(values, null, kind);
    EffectSpec spec = Objects.requireNonNull(fit(sample, "kind").choose(List.of(0), false).spec());
    Effect effect = EffectFit.fit(List.of(sample), spec);
    double[] levels = {0, 10, 20, 30, 99};
    double[] effects = effect.of(new Ahead(new double[][] {levels}, null, null), 0, 5);
    assertThat(effects[1] - effects[0]).isCloseTo(7, within(1e-3));
    assertThat(effects[3] - effects[2]).isCloseTo(23, within(1e-3));
    double[] known = {effects[0], effects[1], effects[2], effects[3]};
    assertThat(known).contains(effects[4]);
  }

  @Test
  void columnsThatNeverChangeOrHaveNoValueHaveNoEffect() {
    Sample sample =
        sample(column(100, t -> t % 7), null, column(100, _ -> 4), column(100, _ -> Double.NaN));
    assertThat(fit(sample, "constant", "empty").choose(List.of(0, 1), true).spec()).isNull();
  }
}
