package dev.rondo.forecasting.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests every member of the sealed family.
class ScalerTest {
  private static final double NAN = Double.NaN;

  private static final List<double[]> HISTORIES =
      List.of(
          new double[] {3, 5, 4, 6, 5, 7},
          new double[] {1e9, 1e9 + 1, 1e9 - 1, 1e9 + 2},
          new double[] {1e-9, 2e-9, 1.5e-9},
          new double[] {-4, 4, -4, 4},
          new double[] {7, 7, 7, 7},
          new double[] {0, 0, 0, 0},
          new double[] {12, 0, 0, 0},
          new double[] {5},
          new double[] {NAN, 2, NAN, 3});

  static Stream<Scaler> scalers() {
    return leaves(Scaler.class).map(ScalerTest::made);
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(ScalerTest::leaves)
        : Stream.of(type);
  }

  private static Scaler made(Class<?> leaf) {
    try {
      var constructor = leaf.getDeclaredConstructor();
      constructor.setAccessible(true);
      return (Scaler) constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(leaf + " needs a sample", e);
    }
  }

  private static WindowScale scale(Scaler scaler, double[] history) {
    Moments moments = new Moments();
    moments.add(history, 0, history.length);
    WindowScale scale = new WindowScale(new Scaling(scaler, List.of(scaler.fit(moments))));
    double[] known = Arrays.stream(history).filter(value -> !Double.isNaN(value)).toArray();
    double level = Arrays.stream(known).map(Math::abs).average().orElse(0);
    scale.fit(
        0,
        new RunningMoments(history, history.length)
            .before(history.length, known[known.length - 1], level));
    return scale;
  }

  @ParameterizedTest
  @MethodSource("scalers")
  void givesBackEveryValue(Scaler scaler) {
    for (double[] history : HISTORIES) {
      WindowScale scale = scale(scaler, history);
      float[] cells = new float[2 * history.length];
      scale.apply(0, history, 0, history.length, cells, 1, 2);
      double width = Math.max(1, Math.abs(history[history.length - 1]));
      for (int t = 0; t < history.length; t++) {
        float cell = cells[2 * t + 1];
        assertThat(cell).isFinite();
        if (Double.isNaN(history[t])) assertThat(cell).isZero();
        else assertThat(scale.invert(0, cell)).isCloseTo(history[t], within(1e-6 * width));
      }
    }
  }

  @Test
  void relativeScalersDoNotSeeTheSizeOfASeries() {
    for (Scaler scaler : scalers().filter(Scaler.Relative.class::isInstance).toList()) {
      List<float[]> seen = new ArrayList<>();
      for (double size : new double[] {1e-6, 1, 1e6}) {
        double[] history = Arrays.stream(HISTORIES.getFirst()).map(y -> y * size).toArray();
        float[] cells = new float[history.length];
        scale(scaler, history).apply(0, history, 0, history.length, cells, 0, 1);
        seen.add(cells);
      }
      assertThat(seen.get(0)).usingComparatorWithPrecision(1e-6f).containsExactly(seen.get(1));
      assertThat(seen.get(2)).usingComparatorWithPrecision(1e-6f).containsExactly(seen.get(1));
    }
  }

  /// A window of zeros takes its width from the values before it.
  @Test
  void aRunOfZerosDoesNotBlowUpWhatFollows() {
    double[] history = new double[100];
    Arrays.fill(history, 0, 50, 20);
    Past past = new RunningMoments(history, 100).before(100, 0, 0);
    Scale scale = new Scaler.PerWindow().at(past, new Scale(0, 1));
    assertThat(scale.apply(20)).isCloseTo(200, within(1e-9));
  }

  @Test
  void runningMomentsAreThoseOfTheValuesBefore() {
    double[] values = new double[500];
    for (int t = 0; t < values.length; t++)
      values[t] = t % 11 == 3 ? NAN : 1e6 + Math.sin(t) * (t % 7 - 2);
    RunningMoments running = new RunningMoments(values, 300);
    running.extend(500);
    for (int origin : new int[] {1, 63, 64, 65, 128, 299, 300, 301, 499, 500}) {
      Moments moments = new Moments();
      moments.add(values, 0, origin);
      Past past = running.before(origin, 0, 0);
      assertThat(past.mean()).isEqualTo(moments.mean());
      assertThat(past.deviation()).isEqualTo(moments.standardDeviation());
      assertThat(past.size()).isCloseTo(1e6, withinPercentage(1));
    }
  }
}
