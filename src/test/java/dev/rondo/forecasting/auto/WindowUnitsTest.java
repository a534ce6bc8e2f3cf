package dev.rondo.forecasting.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WindowUnitsTest {
  private static final int LOOKBACK = 8;
  private static final int HORIZON = 6;
  private static final double[] VALUES = {5, 7, 6, Double.NaN, 9, 11, 10, 8, 12, 14, 13, 15};

  private static float[] inputs(WindowUnits units, double[] values, int origin) {
    float[] inputs = new float[LOOKBACK * WindowUnits.STRIDE];
    float[] observed = new float[LOOKBACK * WindowUnits.STRIDE];
    units.read(values, 0, origin, inputs, observed, 0);
    return inputs;
  }

  @ParameterizedTest
  @EnumSource
  void theInverseGivesTheValuesBack(Units kind) {
    for (int base : new int[] {0, 4}) {
      WindowUnits units = new WindowUnits(kind, LOOKBACK, HORIZON, base, 4);
      inputs(units, VALUES, VALUES.length);
      for (int h = 0; h < HORIZON; h++)
        assertThat(units.invert(units.target(9.5, h), h)).isCloseTo(9.5, within(1e-4));
    }
  }

  @ParameterizedTest
  @CsvSource({"LOG, 1000", "LEVEL, 0.01", "SPREAD, 1000", "REVIN, 1000", "COUNT, 7"})
  void theSizeOfASeriesDoesNotMatter(Units kind, double factor) {
    double[] larger = VALUES.clone();
    for (int t = 0; t < larger.length; t++) larger[t] *= factor;
    WindowUnits units = new WindowUnits(kind, LOOKBACK, HORIZON, 4, 4);
    float[] one = inputs(units, VALUES, VALUES.length);
    float[] other = inputs(units, larger, VALUES.length);
    for (int i = 0; i < one.length; i++) assertThat(other[i]).isCloseTo(one[i], within(1e-4f));
  }

  @ParameterizedTest
  @EnumSource
  void laterValuesAreNotRead(Units kind) {
    double[] changed = VALUES.clone();
    changed[10] = 1e6;
    changed[11] = Double.NaN;
    WindowUnits units = new WindowUnits(kind, LOOKBACK, HORIZON, 0, 4);
    assertThat(inputs(units, changed, 10)).containsExactly(inputs(units, VALUES, 10));
  }

  @ParameterizedTest
  @EnumSource
  void aConstantOrZeroWindowStaysFinite(Units kind) {
    for (double value : new double[] {0, 3}) {
      double[] constant = new double[12];
      Arrays.fill(constant, value);
      WindowUnits units = new WindowUnits(kind, LOOKBACK, HORIZON, 0, 4);
      for (float input : inputs(units, constant, 12)) assertThat(input).isFinite();
      assertThat(units.invert(0.1f, 0)).isFinite();
    }
  }

  @Test
  void revinInputsHaveMeanZeroAndDeviationOne() {
    WindowUnits units = new WindowUnits(Units.REVIN, LOOKBACK, HORIZON, 0, 4);
    float[] inputs = inputs(units, VALUES, VALUES.length);
    double mean = 0;
    double square = 0;
    for (int i = 0; i < LOOKBACK; i++) {
      mean += inputs[i * WindowUnits.STRIDE] / LOOKBACK;
      square += Math.pow(inputs[i * WindowUnits.STRIDE], 2) / LOOKBACK;
    }
    assertThat(mean).isCloseTo(0, within(1e-6));
    assertThat(square).isCloseTo(1, within(1e-5));
  }
}
