package dev.rondo.forecasting.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Values computed by hand.
class MeasuresTest {
  private static final Offset<Double> EXACT = within(1e-12);
  private static final double GAP = Double.NaN;

  private static final double[] TRUTH = {10, 20, GAP, 0};
  private static final double[] FORECAST = {12, 16, 5, 0};

  /// Differences over two steps: 2, 4, and one that is missing.
  private static final double[] HISTORY = {1, 2, 3, 6, GAP};

  @Test
  void pointErrors() {
    assertThat(PointErrors.mae(TRUTH, FORECAST)).isCloseTo(2, EXACT);
    assertThat(PointErrors.mse(TRUTH, FORECAST)).isCloseTo(20 / 3.0, EXACT);
    assertThat(PointErrors.rmse(TRUTH, FORECAST)).isCloseTo(Math.sqrt(20 / 3.0), EXACT);
    assertThat(PointErrors.smape(TRUTH, FORECAST))
        .isCloseTo((200 * 2 / 22.0 + 200 * 4 / 36.0) / 3, EXACT);
    assertThat(PointErrors.smape(new double[] {0}, new double[] {3})).isEqualTo(200);
    assertThatThrownBy(() -> PointErrors.mae(TRUTH, new double[2]))
        .hasMessage("the forecast must have 4 steps, as the truth has, but has 2");
  }

  @Test
  void scaledErrors() {
    NaiveErrors history = NaiveErrors.of(HISTORY, 2);
    assertThat(history.meanAbsolute()).isCloseTo(3, EXACT);
    assertThat(history.meanSquare()).isCloseTo(10, EXACT);
    assertThat(PointErrors.mase(TRUTH, FORECAST, history)).isCloseTo(2 / 3.0, EXACT);
    assertThat(PointErrors.rmsse(TRUTH, FORECAST, history))
        .isCloseTo(Math.sqrt(20 / 3.0 / 10), EXACT);
    assertThat(NaiveErrors.of(new double[] {5, 5, 5}, 1).meanAbsolute()).isNaN();
    assertThat(NaiveErrors.of(new double[] {5}, 1).meanSquare()).isNaN();
  }

  /// The published row of the method 024 of M4 weekly: sMAPE 8.035, MASE 2.259, OWA 0.845.
  @Test
  void overallWeightedAverage() {
    assertThat(PointErrors.owa(8.035, 2.259, 9.161, 2.777)).isCloseTo(0.845, within(0.0005));
    assertThat(PointErrors.owa(9.161, 2.777, 9.161, 2.777)).isEqualTo(1);
  }

  @Test
  void quantileErrors() {
    double[] levels = {0.1, 0.5, 0.9};
    double[] truth = {10, GAP, -4};
    double[][] quantiles = {{8, 9, 12}, {0, 0, 0}, {-3, -2, 0}};
    // The first value: 0.1 * 2, 0.5 * 1, 0.1 * 2; the last: 0.9 * 1, 0.5 * 2, 0.1 * 4
    assertThat(QuantileErrors.pinball(0.1, 10, 8)).isCloseTo(0.2, EXACT);
    assertThat(QuantileErrors.pinball(0.1, -4, -3)).isCloseTo(0.9, EXACT);
    assertThat(QuantileErrors.meanPinball(levels, truth, quantiles)).isCloseTo(3.2 / 6, EXACT);
    assertThat(QuantileErrors.crps(levels, truth, quantiles)).isCloseTo(3.2 / 3, EXACT);
    assertThat(QuantileErrors.weightedQuantileLoss(levels, truth, quantiles))
        .isCloseTo((2 * 1.1 / 14 + 2 * 1.5 / 14 + 2 * 0.6 / 14) / 3, EXACT);
    assertThat(
            QuantileErrors.weightedQuantileLoss(
                levels, new double[] {0}, new double[][] {{0, 1, 2}}))
        .isNaN();
  }

  @Test
  void crpsOfTheMedianIsTheMeanAbsoluteError() {
    double[][] medians = {{12}, {16}, {5}, {0}};
    assertThat(QuantileErrors.crps(new double[] {0.5}, TRUTH, medians)).isCloseTo(2, EXACT);
  }

  @Test
  void intervalErrors() {
    double[] truth = {10, 20, GAP, 5};
    double[] lower = {9, 21, 0, 5};
    double[] upper = {11, 24, 4, 8};
    assertThat(IntervalErrors.coverage(truth, lower, upper)).isCloseTo(2 / 3.0, EXACT);
    assertThat(IntervalErrors.coverage(new double[] {GAP}, lower, upper)).isNaN();
    assertThat(IntervalErrors.meanWidth(lower, upper)).isCloseTo(3, EXACT);
    // Widths 2, 3 and 3, and one truth 1 below its interval, at 95 % times 40
    assertThat(IntervalErrors.score(95, truth, lower, upper)).isCloseTo(48 / 3.0, within(1e-9));
    assertThat(IntervalErrors.msis(95, truth, lower, upper, NaiveErrors.of(HISTORY, 2)))
        .isCloseTo(48 / 9.0, within(1e-9));
  }
}
