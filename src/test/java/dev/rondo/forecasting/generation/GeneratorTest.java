package dev.rondo.forecasting.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rondo.forecasting.series.Dataset;
import dev.rondo.forecasting.series.Fingerprint;
import dev.rondo.forecasting.series.Role;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GeneratorTest {
  static Stream<Generator> generators() {
    List<Generator> samples =
        List.of(
            new Generator.SineWaves(20, 51, 0.1, 42),
            new Generator.TrendSeason(20, 60, 100, 0.5, 7, 10, 1, 42),
            new Generator.RandomWalk(20, 60, 0.1, 1, 42),
            new Generator.Autoregressive(20, 60, List.of(0.5, 0.3), 1, 42),
            new Generator.Multivariate(20, 60, 3, 0.1, 42));
    assertThat(samples).hasSize(Generator.class.getPermittedSubclasses().length);
    return samples.stream();
  }

  @ParameterizedTest
  @MethodSource("generators")
  void repeatsItselfBitForBit(Generator generator) {
    Dataset once = generator.generate();
    Dataset again = generator.generate();
    assertThat(Fingerprint.of(again)).isEqualTo(Fingerprint.of(once));
    assertThat(once.series()).hasSize(20);
    assertThat(once.series())
        .allSatisfy(series -> {
          for (double[] column : series.values())
            for (double value : column) assertThat(value).isFinite();
        });
    assertThat(Arrays.deepEquals(once.series().get(0).values(), once.series().get(1).values()))
        .isFalse();
  }

  @Test
  void seriesDependOnSeedAndNumberOnly() {
    Dataset few = new Generator.SineWaves(3, 51, 0.1, 42).generate();
    Dataset many = new Generator.SineWaves(30, 51, 0.1, 42).generate();
    Dataset other = new Generator.SineWaves(3, 51, 0.1, 43).generate();
    for (int i = 0; i < 3; i++) {
      assertThat(few.series().get(i).values()[0]).containsExactly(many.series().get(i).values()[0]);
      assertThat(few.series().get(i).values()[0]).isNotEqualTo(other.series().get(i).values()[0]);
    }
  }

  @Test
  void sineWavesFollowTheNotebooksFormula() {
    // Without noise, the values do not exceed the sum of both amplitudes, and the series equals
    // the formula.
    Dataset dataset = new Generator.SineWaves(1, 51, 0, 7).generate();
    double[] values = dataset.series().getFirst().values()[0];
    assertThat(Arrays.stream(values).map(Math::abs).max().orElseThrow()).isLessThanOrEqualTo(0.7);
    double best = Double.POSITIVE_INFINITY;
    // Fits both waves by least squares on a grid of their frequencies; the amplitudes must be 0.5
    // and 0.2.
    double[] amplitudes = {0, 0};
    for (double f1 = 10; f1 <= 20; f1 += 0.05) {
      for (double f2 = 20; f2 <= 40; f2 += 0.05) {
        double[] fit = fit(values, f1, f2);
        if (fit[0] < best) {
          best = fit[0];
          amplitudes = new double[] {fit[1], fit[2]};
        }
      }
    }
    assertThat(best).isLessThan(1e-3);
    assertThat(amplitudes[0]).isCloseTo(0.5, within(0.01));
    assertThat(amplitudes[1]).isCloseTo(0.2, within(0.01));
  }

  /// Residual sum of squares and the amplitudes of waves of frequencies f1 and f2 fitted to values at linspace(0, 1).
  private static double[] fit(double[] values, double f1, double f2) {
    double[][] a = new double[4][5];
    double[] basis = new double[4];
    double total = 0;
    for (int i = 0; i < values.length; i++) {
      double t = i / 50.0;
      basis[0] = Math.sin(f1 * t);
      basis[1] = Math.cos(f1 * t);
      basis[2] = Math.sin(f2 * t);
      basis[3] = Math.cos(f2 * t);
      total += values[i] * values[i];
      for (int r = 0; r < 4; r++) {
        for (int c = 0; c < 4; c++) a[r][c] += basis[r] * basis[c];
        a[r][4] += basis[r] * values[i];
      }
    }
    double[] right = {a[0][4], a[1][4], a[2][4], a[3][4]};
    for (int p = 0; p < 4; p++) {
      for (int r = 0; r < 4; r++) {
        if (r == p) continue;
        double factor = a[r][p] / a[p][p];
        for (int c = p; c < 5; c++) a[r][c] -= factor * a[p][c];
      }
    }
    double explained = 0;
    double[] x = new double[4];
    for (int r = 0; r < 4; r++) {
      x[r] = a[r][4] / a[r][r];
      explained += x[r] * right[r];
    }
    return new double[] {total - explained, Math.hypot(x[0], x[1]), Math.hypot(x[2], x[3])};
  }

  @Test
  void sineWaveNoiseIsUniform() {
    Dataset plain = new Generator.SineWaves(50, 51, 0, 9).generate();
    Dataset noisy = new Generator.SineWaves(50, 51, 0.1, 9).generate();
    double largest = 0;
    double squares = 0;
    for (int i = 0; i < 50; i++) {
      for (int t = 0; t < 51; t++) {
        double e = noisy.series().get(i).values()[0][t] - plain.series().get(i).values()[0][t];
        largest = Math.max(largest, Math.abs(e));
        squares += e * e / (50 * 51);
      }
    }
    assertThat(largest).isBetween(0.049, 0.05);
    assertThat(squares).isCloseTo(0.01 / 12, within(5e-5));
  }

  @Test
  void multivariateHasACovariateKnownAhead() {
    Dataset dataset = new Generator.Multivariate(2, 100, 3, 0.1, 1).generate();
    assertThat(dataset.targets()).isEqualTo(3);
    assertThat(dataset.columns().getLast().role()).isEqualTo(Role.FUTURE_COVARIATE);
    assertThat(dataset.frequency().toString()).isEqualTo("PT1H");
  }

  @Test
  void refusesWhatItCannotMake() {
    assertThatThrownBy(() -> new Generator.SineWaves(0, 51, 0.1, 1))
        .hasMessage("series must be between 1 and 10000000, was 0");
    assertThatThrownBy(() -> new Generator.SineWaves(10_000_000, 10_000_000, 0.1, 1))
        .hasMessageContaining("at most 200000000 values");
    assertThatThrownBy(() -> new Generator.SineWaves(1, 51, Double.NaN, 1))
        .hasMessageContaining("noise must be between 0 and 1000");
    assertThatThrownBy(() -> new Generator.Autoregressive(1, 51, List.of(0.9, 0.2), 1, 1))
        .hasMessageContaining("less than 1");
  }
}
