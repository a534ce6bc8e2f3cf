package dev.rondo.forecasting.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.forecasting.member.LocalMembers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PastErrorsTest {
  private static final double ANY = Double.NEGATIVE_INFINITY;

  private static PastErrors.Method method(String name, int period, int horizon) {
    return new PastErrors.Method(LocalMembers.find(name).orElseThrow(), period, period, horizon);
  }

  private static PastErrors errors(PastErrors.Method method, List<double[]> histories) {
    return PastErrors.of(method, histories, 2, () -> {}).orElseThrow();
  }

  private static double[] walk(int steps, double size, Random random) {
    double[] values = new double[steps];
    double level = 0;
    for (int t = 0; t < steps; t++) values[t] = level += size * random.nextGaussian();
    return values;
  }

  /// The interval of the naive forecast of a random walk covers what it claims, at short and at long steps.
  @ParameterizedTest
  @CsvSource({"1, 80", "1, 95", "8, 80", "8, 95"})
  void theNaiveForecastOfARandomWalkCoversItsLevel(int step, double level) {
    Random random = new Random(11);
    int horizon = 8;
    List<double[]> whole = new ArrayList<>();
    for (int s = 0; s < 1000; s++) whole.add(walk(108, Math.exp(random.nextGaussian()), random));
    List<double[]> known = whole.stream().map(one -> Arrays.copyOf(one, 100)).toList();
    PastErrors errors = errors(method("naive", 1, horizon), known.subList(0, 200));
    int inside = 0;
    for (int s = 0; s < whole.size(); s++) {
      double[] forecast = new double[horizon];
      Arrays.fill(forecast, known.get(s)[99]);
      Distribution around = errors.around(forecast, known.get(s), ANY);
      double truth = whole.get(s)[99 + step];
      if (truth >= around.quantile(0.5 - level / 200)[step - 1]
          && truth <= around.quantile(0.5 + level / 200)[step - 1]) inside++;
    }
    assertThat(inside / 10.0).isCloseTo(level, within(step == 1 ? 3.0 : 5.0));
  }

  @Test
  void quantilesAreErrorsOfTheExactRanks() {
    double[] history = walk(60, 1, new Random(5));
    // The forty origins 20 to 59.
    double[] ratios =
        IntStream.range(20, 60)
            .mapToDouble(origin -> (history[origin] - history[origin - 1]) / scale(history, origin))
            .sorted()
            .toArray();
    PastErrors errors = errors(method("naive", 1, 1), List.of(history));
    double last = history[59];
    Distribution around = errors.around(new double[] {last}, history, ANY);
    // Of 40 errors, 5 % lie below the second and above the last but one: ranks 41 * 0.05 and 41 *
    // 0.95.
    assertThat(around.quantile(0.05)[0])
        .isCloseTo(last + ratios[1] * scale(history, 60), within(1e-5));
    assertThat(around.quantile(0.95)[0])
        .isCloseTo(last + ratios[38] * scale(history, 60), within(1e-5));
    assertThat(around.quantile(0.001)[0])
        .isCloseTo(last + ratios[0] * scale(history, 60), within(1e-5));
  }

  private static double scale(double[] values, int to) {
    double sum = 0;
    for (int t = 1; t < to; t++) sum += Math.abs(values[t] - values[t - 1]);
    return sum / (to - 1);
  }

  /// A series a thousand times as large has intervals a thousand times as wide, though the errors of all are pooled.
  @Test
  void widthsFollowTheScaleOfEachSeries() {
    double[] small = walk(120, 1, new Random(6));
    double[] large = Arrays.stream(small).map(value -> 1000 * value).toArray();
    PastErrors errors = errors(method("drift", 1, 4), List.of(small, large));
    double[] narrow = errors.around(new double[4], small, ANY).quantile(0.9);
    double[] wide = errors.around(new double[4], large, ANY).quantile(0.9);
    for (int h = 0; h < 4; h++) assertThat(wide[h]).isCloseTo(1000 * narrow[h], within(1e-6));
    assertThat(narrow[3]).isPositive();
  }

  @Test
  void boundsKeepTheSupport() {
    Random random = new Random(7);
    double[] counts = IntStream.range(0, 90).mapToDouble(_ -> random.nextInt(3)).toArray();
    PastErrors errors = errors(method("mean", 1, 3), List.of(counts));
    double[] low = {0.1, 0.1, 0.1};
    assertThat(errors.around(low, counts, ANY).quantile(0.1)[0]).isNegative();
    assertThat(errors.around(low, counts, 0).quantile(0.1)).containsOnly(0);
  }

  @Test
  void aHistoryWithoutChangeHasTheUsualWidthOfItsLevel() {
    double[] constant = new double[50];
    Arrays.fill(constant, 7);
    double[] walk = walk(50, 1, new Random(8));
    PastErrors errors = errors(method("naive", 1, 2), List.of(walk, constant));
    double[] upper = errors.around(new double[] {7, 7}, constant, 0).quantile(0.95);
    assertThat(upper[0]).isFinite().isGreaterThan(7);
  }

  @Test
  void hugeValuesHaveFiniteBounds() {
    double[] huge = walk(50, 1e306, new Random(9));
    PastErrors errors = errors(method("naive", 1, 2), List.of(huge));
    double[] last = {huge[49], huge[49]};
    assertThat(Double.isFinite(errors.around(last, huge, ANY).quantile(0.99)[1])).isTrue();
  }

  @Test
  void historiesShorterThanTheHorizonGiveNoErrors() {
    PastErrors.Method method = method("naive", 1, 6);
    List<double[]> histories =
        List.of(new double[] {1}, new double[] {1, 2, 3}, new double[6], new double[0]);
    assertThat(PastErrors.of(method, histories, 1, () -> {})).isEmpty();
    assertThat(PastErrors.of(method, List.of(), 1, () -> {})).isEmpty();
    assertThat(PastErrors.of(method, List.of(walk(9, 1, new Random(1))), 1, () -> {})).isPresent();
  }

  @Test
  void theNumberOfThreadsChangesNothing() {
    Random random = new Random(10);
    List<double[]> histories = new ArrayList<>();
    for (int s = 0; s < 30; s++) histories.add(walk(40, 1, random));
    PastErrors.Method method = method("theta", 4, 5);
    double[] one =
        PastErrors.of(method, histories, 1, () -> {})
            .orElseThrow()
            .around(new double[5], histories.getFirst(), ANY)
            .quantile(0.9);
    double[] four =
        PastErrors.of(method, histories, 4, () -> {})
            .orElseThrow()
            .around(new double[5], histories.getFirst(), ANY)
            .quantile(0.9);
    assertThat(four).isEqualTo(one);
  }
}
