package dev.rondo.forecasting.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LocalMembersTest {
  private static final double GAP = Double.NaN;

  static List<LocalMember> members() {
    return LocalMembers.all();
  }

  /// Histories that are short, flat, full of gaps or zeros, or of extreme size.
  private static List<double[]> awkward() {
    List<double[]> histories = new ArrayList<>();
    for (int length : new int[] {1, 2, 3, 4, 5, 7, 12, 13, 24, 25, 36, 60, 3000}) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(length);
      histories.add(filled(length, _ -> 0));
      histories.add(filled(length, _ -> 7.3));
      histories.add(filled(length, _ -> -7.3));
      histories.add(filled(length, t -> t % 2));
      histories.add(filled(length, t -> t));
      histories.add(filled(length, t -> -1e300 * t));
      histories.add(filled(length, _ -> 1e-310 * random.nextDouble()));
      histories.add(filled(length, _ -> 1e308 * random.nextGaussian() / 8));
      histories.add(filled(length, t -> Math.exp(Math.min(t, 600))));
      histories.add(filled(length, _ -> random.nextInt(8) == 0 ? random.nextInt(5) : 0));
      histories.add(filled(length, t -> 100 + 9 * (t % 12) + random.nextGaussian()));
      histories.add(filled(length, t -> t == length / 2 ? 5 : GAP));
      histories.add(filled(length, t -> random.nextInt(3) == 0 || t == 0 ? 10 + t : GAP));
      histories.add(filled(length, t -> t == 0 ? 1e9 : 1e-9));
    }
    return histories;
  }

  private interface Values {
    double at(int t);
  }

  private static double[] filled(int length, Values values) {
    double[] history = new double[length];
    for (int t = 0; t < length; t++) history[t] = values.at(t);
    return history;
  }

  @ParameterizedTest
  @MethodSource("members")
  void forecastsEveryHistoryAndLeavesItAlone(LocalMember member) {
    for (double[] history : awkward()) {
      for (int period : new int[] {1, 4, 12, 168}) {
        double[] before = history.clone();
        double[] forecast = new double[14];
        Arrays.fill(forecast, GAP);
        member.forecast(history, period, forecast);
        assertThat(history).isEqualTo(before);
        assertThat(Arrays.stream(forecast).allMatch(Double::isFinite))
            .as("%s of %d steps, period %d", Arrays.toString(forecast), history.length, period)
            .isTrue();
        if (Arrays.stream(history).noneMatch(value -> value < 0))
          assertThat(Arrays.stream(forecast).allMatch(value -> value >= 0)).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("members")
  void keepsTheUnitOfTheHistory(LocalMember member) {
    double[] history = filled(50, t -> 30 + 5 * Math.sin(t / 2.0) + t / 10.0 + (t * 7 % 5));
    double[] forecast = new double[8];
    member.forecast(history, 4, forecast);
    double[] larger = new double[8];
    member.forecast(filled(50, t -> history[t] * 1024), 4, larger);
    for (int h = 0; h < 8; h++) assertThat(larger[h]).isEqualTo(forecast[h] * 1024);
  }

  @ParameterizedTest
  @MethodSource("members")
  void continuesAConstant(LocalMember member) {
    double[] forecast = new double[5];
    member.forecast(filled(30, _ -> 4.2), 4, forecast);

    assertThat(forecast[4]).isCloseTo(4.2, within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("members")
  void forecastsZeroFromNothing(LocalMember member) {
    double[] forecast = {GAP, GAP};
    member.forecast(new double[] {GAP, GAP, GAP}, 4, forecast);
    assertThat(forecast).containsExactly(0, 0);
  }

  @ParameterizedTest
  @MethodSource("members")
  void isFoundByItsName(LocalMember member) {
    assertThat(LocalMembers.find(member.name())).contains(member);
    List<String> names = members().stream().map(LocalMember::name).toList();
    assertThat(new HashSet<>(names)).hasSameSizeAs(names);
  }
}
